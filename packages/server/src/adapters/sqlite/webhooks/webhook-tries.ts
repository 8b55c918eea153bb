import { CodedError } from '../../../ports/coded-error.ts'
import type { WebhookDeliveryRecord, WebhookStore, WebhookTry } from '../../../ports/webhook-store.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'
import { type DeliveryRow, selectDelivery, toDelivery } from './delivery-row.ts'

type Verb<K extends keyof WebhookStore> = Parameters<WebhookStore[K]>[0]

/** Rows that one taking looks at for each that it may take: some wait for others of their thread. */
const looks = 4

/** By the webhooks that are on: they are fewer than what waits for them. */
export const dueWebhooks = (sql: Sql, { now, limit }: Verb<'dueWebhooks'>): string[] =>
  sql
    .all<{ id: string }>(
      `SELECT w.id FROM webhooks w WHERE w.enabled = 1
         AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.next_at <= ?) LIMIT ?`,
      now,
      limit,
    )
    .map(({ id }) => id)

export const nextWebhookDelivery = (sql: Sql): number | null =>
  sql.get<{ next: number | null }>('SELECT min(next_at) AS next FROM webhook_deliveries WHERE next_at IS NOT NULL')
    ?.next ?? null

const find = (sql: Sql, id: string): DeliveryRow | undefined =>
  sql.get<DeliveryRow>(`${selectDelivery} WHERE id = ?`, id)

/** When the first of its thread may be sent that waits before it; undefined: none does. */
const blockedUntil = (sql: Sql, row: DeliveryRow): number | undefined =>
  row.thread_id === null
    ? undefined
    : sql.get<{ next_at: number }>(
        `SELECT coalesce(next_at, 0) AS next_at FROM webhook_deliveries
         WHERE webhook_id = ? AND thread_id = ? AND state = 'waiting' AND seq < ? ORDER BY seq LIMIT 1`,
        row.webhook_id,
        row.thread_id,
        row.seq,
      )?.next_at

/** What must wait for another is not due before that. */
export const takeWebhookDeliveries = (
  { sql }: WriteContext,
  { webhookId, now, leaseMs, limit }: Verb<'takeWebhookDeliveries'>,
): WebhookDeliveryRecord[] => {
  if (sql.get('SELECT 1 FROM webhooks WHERE id = ? AND enabled = 1', webhookId) === undefined) return []
  const due = sql.all<DeliveryRow>(
    `${selectDelivery} WHERE webhook_id = ? AND next_at <= ? ORDER BY next_at LIMIT ?`,
    webhookId,
    now,
    limit * looks,
  )
  const taken: WebhookDeliveryRecord[] = []
  for (const row of due) {
    if (taken.length >= limit) break
    const until = blockedUntil(sql, row)
    const [nextAt, attempts] =
      until === undefined ? [now + leaseMs, row.attempts + 1] : [Math.max(until, now + 1), row.attempts]
    sql.run('UPDATE webhook_deliveries SET next_at = ?, attempts = ? WHERE id = ?', nextAt, attempts, row.id)
    if (until === undefined) taken.push(toDelivery({ ...row, next_at: nextAt, attempts }))
  }
  return taken
}

const wakeNext = (sql: Sql, { webhook_id, thread_id }: DeliveryRow, at: number): void => {
  sql.run(
    `UPDATE webhook_deliveries SET next_at = ?1 WHERE next_at > ?1 AND id = (SELECT id FROM webhook_deliveries
       WHERE webhook_id = ?2 AND thread_id = ?3 AND state = 'waiting' ORDER BY seq LIMIT 1)`,
    at,
    webhook_id,
    thread_id,
  )
}

/** One that arrived ends a time of failures; one that was given up begins it. */
const noteEnd = (sql: Sql, webhookId: string, state: 'delivered' | 'dead', at: number): void => {
  if (state === 'dead')
    sql.run('UPDATE webhooks SET failing_since = ? WHERE id = ? AND failing_since IS NULL', at, webhookId)
  else sql.run('UPDATE webhooks SET failing_since = NULL WHERE id = ? AND failing_since IS NOT NULL', webhookId)
}

export const settleWebhookDelivery = ({ sql }: WriteContext, result: WebhookTry): number | null => {
  const { id, attempt, at, status, error, end } = result
  const row = find(sql, id)
  if (row === undefined || row.state !== 'waiting' || row.attempts !== attempt) return null
  const ended = end.state === 'waiting' ? null : at
  // Of a webhook that was switched off meanwhile nothing is due.
  const nextAt = end.state === 'waiting' && row.next_at !== null ? end.nextAt : null
  sql.run(
    'UPDATE webhook_deliveries SET state = ?, next_at = ?, last_status = ?, last_error = ?, ended_at = ? WHERE id = ?',
    end.state,
    nextAt,
    status,
    error,
    ended,
    id,
  )
  if (end.state !== 'waiting') {
    if (row.thread_id !== null) wakeNext(sql, row, at)
    noteEnd(sql, row.webhook_id, end.state, at)
  }
  return (
    sql.get<{ since: number | null }>('SELECT failing_since AS since FROM webhooks WHERE id = ?', row.webhook_id)
      ?.since ?? null
  )
}

/** @throws not_found, state_conflict */
export const retryWebhookDelivery = (
  { sql }: WriteContext,
  { projectId, id, at }: Verb<'retryWebhookDelivery'>,
): WebhookDeliveryRecord => {
  const row = find(sql, id)
  if (row === undefined || row.project_id !== projectId) throw new CodedError('not_found')
  if (row.state !== 'dead') throw new CodedError('state_conflict')
  sql.run(
    `UPDATE webhook_deliveries SET state = 'waiting', attempts = 0, ended_at = NULL,
       next_at = (SELECT CASE WHEN w.enabled = 1 THEN ? END FROM webhooks w WHERE w.id = webhook_id) WHERE id = ?`,
    at,
    id,
  )
  return toDelivery(find(sql, id) ?? row)
}
