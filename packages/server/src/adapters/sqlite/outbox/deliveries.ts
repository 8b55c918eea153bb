import type { ThreadEventType } from '@chat-view/protocol'
import type { Delivery } from '../../../ports/outbox-store.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'

interface OutboxRow {
  readonly moment: number
  readonly subscriber: string
  readonly thread_id: string
  readonly seq: number
  readonly at: number
  readonly user_id: string | null
  readonly attempts: number
}

interface EventRow {
  readonly type: ThreadEventType
  readonly actor_id: string | null
  readonly message_id: string | null
  readonly generation_id: string | null
  readonly message_ids: string | null
  readonly summary_id: string | null
}

/** The outbox row that a delivery's id names. */
export interface DeliveryKey {
  readonly threadId: string
  readonly subscriber: string
  readonly moment: number
}

/** The id under which a row is delivered. */
export const deliveryId = (row: Pick<OutboxRow, 'thread_id' | 'subscriber' | 'moment'>): string =>
  JSON.stringify([row.thread_id, row.subscriber, row.moment])

export const deliveryKey = (id: string): DeliveryKey => {
  const [threadId, subscriber, moment] = JSON.parse(id) as [string, string, number]
  return { threadId, subscriber, moment }
}

/** A user's own change has no event of its thread; it is told as one that only they hear of. */
const toDelivery = (sql: Sql, row: OutboxRow): Delivery => {
  const event = sql.get<EventRow>(
    `SELECT type, actor_id, message_id, generation_id, message_ids, summary_id FROM events
     WHERE moment = ? AND thread_id = ?`,
    row.moment,
    row.thread_id,
  )
  return {
    id: deliveryId(row),
    subscriber: row.subscriber,
    attempts: row.attempts,
    event: {
      threadId: row.thread_id,
      seq: row.seq,
      type: event?.type ?? 'thread.updated',
      at: row.at,
      actorId: event === undefined ? row.user_id : event.actor_id,
      messageId: event?.message_id ?? null,
      generationId: event?.generation_id ?? null,
      messageIds: event?.message_ids ? (JSON.parse(event.message_ids) as string[]) : [],
      summaryId: event?.summary_id ?? null,
    },
  }
}

/** Leases what is due: the first of each thread and subscriber, oldest due first. */
export const takeDeliveries = (
  { sql }: WriteContext,
  { now, leaseMs, limit }: { now: number; leaseMs: number; limit: number },
): Delivery[] => {
  const due = sql.all<OutboxRow>(
    `SELECT moment, subscriber, thread_id, seq, at, user_id, attempts FROM outbox
     WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, moment LIMIT ?`,
    now,
    limit,
  )
  for (const row of due)
    sql.run(
      'UPDATE outbox SET due_at = ?, attempts = attempts + 1 WHERE thread_id = ? AND subscriber = ? AND moment = ?',
      now + leaseMs,
      row.thread_id,
      row.subscriber,
      row.moment,
    )
  return due.map(row => toDelivery(sql, { ...row, attempts: row.attempts + 1 }))
}

/** Takes the row away and lets the next of its thread follow; done twice is done. */
export const completeDelivery = ({ sql }: WriteContext, id: string): void => {
  const { threadId, subscriber, moment } = deliveryKey(id)
  const gone = sql.run(
    'DELETE FROM outbox WHERE thread_id = ? AND subscriber = ? AND moment = ?',
    threadId,
    subscriber,
    moment,
  )
  if (gone === 0) return
  sql.run(
    `UPDATE outbox SET due_at = 0 WHERE thread_id = ?1 AND subscriber = ?2 AND due_at IS NULL AND moment =
       (SELECT min(moment) FROM outbox WHERE thread_id = ?1 AND subscriber = ?2)`,
    threadId,
    subscriber,
  )
}

export const failDelivery = ({ sql }: WriteContext, id: string, retryAt: number): void => {
  const { threadId, subscriber, moment } = deliveryKey(id)
  sql.run(
    'UPDATE outbox SET due_at = ? WHERE thread_id = ? AND subscriber = ? AND moment = ? AND due_at IS NOT NULL',
    retryAt,
    threadId,
    subscriber,
    moment,
  )
}

export const pendingDeliveries = (sql: Sql): number =>
  sql.get<{ count: number }>('SELECT count(*) AS count FROM outbox')?.count ?? 0

export const oldestDelivery = (sql: Sql): number | null =>
  sql.get<{ at: number | null }>('SELECT min(at) AS at FROM outbox')?.at ?? null
