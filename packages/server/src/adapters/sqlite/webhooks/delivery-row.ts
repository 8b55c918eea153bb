import type { WebhookDelivery, WebhookTopic } from '@chat-view/protocol'
import type { StorePage } from '../../../ports/thread-store.ts'
import type { WebhookDeliveryQuery, WebhookDeliveryRecord, WebhookPlace } from '../../../ports/webhook-store.ts'
import type { WebhookData } from '../../../ports/webhook-topics.ts'
import { pageOf } from '../page.ts'
import type { Sql } from '../sql.ts'

export interface DeliveryRow {
  readonly id: string
  readonly webhook_id: string
  readonly project_id: string
  readonly topic: WebhookTopic
  readonly key: string
  readonly thread_id: string | null
  readonly user_id: string | null
  readonly seq: number
  readonly at: number
  readonly data: string
  readonly state: WebhookDelivery['state']
  readonly attempts: number
  readonly next_at: number | null
  readonly last_status: number | null
  readonly last_error: string | null
  readonly created_at: number
  readonly ended_at: number | null
}

export const selectDelivery = `SELECT id, webhook_id, project_id, topic, key, thread_id, user_id, seq, at, data, state,
  attempts, next_at, last_status, last_error, created_at, ended_at FROM webhook_deliveries`

export const toDelivery = (row: DeliveryRow): WebhookDeliveryRecord => ({
  id: row.id,
  webhookId: row.webhook_id,
  projectId: row.project_id,
  topic: row.topic,
  key: row.key,
  threadId: row.thread_id,
  userId: row.user_id,
  seq: row.seq,
  at: row.at,
  data: JSON.parse(row.data) as WebhookData,
  state: row.state,
  attempts: row.attempts,
  nextAt: row.next_at,
  lastStatus: row.last_status,
  lastError: row.last_error,
  createdAt: row.created_at,
  endedAt: row.ended_at,
})

const between = '(created_at, id) < (?, ?) AND (created_at, id) > (?, ?)'
const walks = (condition: string) => ({
  older: `${selectDelivery} WHERE ${condition} AND ${between} ORDER BY created_at DESC, id DESC LIMIT ?`,
  newer: `${selectDelivery} WHERE ${condition} AND ${between} ORDER BY created_at, id LIMIT ?`,
})
const ofProject = walks('project_id = ?')
const ofState = walks('project_id = ? AND state = ?')

const future: WebhookPlace = { at: Number.MAX_SAFE_INTEGER, id: '' }
const past: WebhookPlace = { at: -1, id: '' }

/** Newest first. */
export const listWebhookDeliveries = (
  sql: Sql,
  query: WebhookDeliveryQuery,
): StorePage<WebhookDeliveryRecord, WebhookPlace> => {
  const { projectId, state } = query
  const rows = (way: 'older' | 'newer', below: WebhookPlace, above: WebhookPlace, limit: number): DeliveryRow[] => {
    const places = [below.at, below.id, above.at, above.id, limit]
    return state === undefined
      ? sql.all<DeliveryRow>(ofProject[way], projectId, ...places)
      : sql.all<DeliveryRow>(ofState[way], projectId, state, ...places)
  }
  const page = sql.snapshot(() =>
    pageOf<DeliveryRow, WebhookPlace>(
      {
        newest: 'first',
        forward: (after, before, limit) => rows('older', after ?? future, before ?? past, limit),
        backward: (before, limit) => rows('newer', future, before ?? past, limit),
        place: ({ created_at, id }) => ({ at: created_at, id }),
      },
      query,
    ),
  )
  return { ...page, items: page.items.map(toDelivery) }
}
