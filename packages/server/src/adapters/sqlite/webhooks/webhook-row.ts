import type { WebhookTopic } from '@chat-view/protocol'
import type { WebhookRecord } from '../../../ports/webhook-store.ts'
import type { Sql } from '../sql.ts'

interface WebhookRow {
  readonly id: string
  readonly project_id: string
  readonly version: number
  readonly url: string
  readonly topics: string
  readonly enabled: number
  readonly disabled_reason: string | null
  readonly created_at: number
  readonly since: number
  readonly sealed: string
  readonly earlier_sealed: string | null
  readonly earlier_until: number | null
  readonly failing_since: number | null
}

const select = `SELECT id, project_id, version, url, topics, enabled, disabled_reason, created_at, since, sealed,
  earlier_sealed, earlier_until, failing_since FROM webhooks`

const toWebhook = (row: WebhookRow): WebhookRecord => ({
  id: row.id,
  projectId: row.project_id,
  version: row.version,
  url: row.url,
  topics: JSON.parse(row.topics) as WebhookTopic[],
  enabled: row.enabled === 1,
  disabledReason: row.disabled_reason,
  createdAt: row.created_at,
  since: row.since,
  sealed: row.sealed,
  earlier:
    row.earlier_sealed === null || row.earlier_until === null
      ? null
      : { sealed: row.earlier_sealed, until: row.earlier_until },
  failingSince: row.failing_since,
})

/** The oldest first: their number is bounded. */
export const listWebhooks = (sql: Sql, projectId: string): WebhookRecord[] =>
  sql
    .all<WebhookRow>(`${select} WHERE project_id = ?`, projectId)
    .map(toWebhook)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))

export const getWebhook = (sql: Sql, id: string): WebhookRecord | null => {
  const row = sql.get<WebhookRow>(`${select} WHERE id = ?`, id)
  return row === undefined ? null : toWebhook(row)
}
