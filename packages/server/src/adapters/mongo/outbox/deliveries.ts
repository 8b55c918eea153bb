import { randomUUID } from 'node:crypto'
import type { Delivery, OutboxStore } from '../../../ports/outbox-store.ts'
import type { EventRow } from '../models/event.ts'
import type { OutboxRow } from '../models/outbox-row.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'

/** What a delivery's id names: a place in the chain of a thread and subscriber. */
export type DeliveryKey = Pick<OutboxRow, 'threadId' | 'subscriber' | 'turn' | 'userId'>

/** The id under which a row is delivered. */
export const deliveryId = ({ threadId, subscriber, turn, userId }: DeliveryKey): string =>
  JSON.stringify([threadId, subscriber, turn, userId])

export const deliveryKey = (id: string): DeliveryKey => {
  const [threadId, subscriber, turn, userId] = JSON.parse(id) as [string, string, number, string | null]
  return { threadId, subscriber, turn, userId }
}

/** A user's own change has no event of its thread; it is told as one that only they hear of. */
const toDelivery = (row: OutboxRow, event: EventRow | undefined): Delivery => ({
  id: deliveryId(row),
  subscriber: row.subscriber,
  attempts: row.attempts,
  event: {
    threadId: row.threadId,
    seq: row.seq,
    type: event?.type ?? 'thread.updated',
    at: row.at,
    actorId: event === undefined ? row.userId : event.actorId,
    messageId: event?.messageId ?? null,
    generationId: event?.generationId ?? null,
    messageIds: event?.messageIds ?? [],
    summaryId: event?.summaryId ?? null,
  },
})

const eventsOf = async (reader: MongoReader, rows: readonly OutboxRow[]): Promise<Map<string, EventRow>> => {
  const places = new Map<string, { threadId: string; seq: number }>()
  for (const { threadId, seq, userId } of rows)
    if (userId === null) places.set(JSON.stringify([threadId, seq]), { threadId, seq })
  if (places.size === 0) return new Map()
  const events = await reader.events.all({ $or: [...places.values()] })
  return new Map(events.map(event => [JSON.stringify([event.threadId, event.seq]), event]))
}

/**
 * Leases what is due, the first of each thread and subscriber, oldest due first. Takers that meet each get some: what a
 * taker has changed bears its name.
 */
export const takeDeliveries = async (
  context: MongoContext,
  { now, leaseMs, limit }: Parameters<OutboxStore['takeDeliveries']>[0],
): Promise<Delivery[]> => {
  const due = { dueAt: { $gte: 0, $lte: now } }
  const found = await context.outbox.all(due, { sort: { dueAt: 1, _id: 1 }, limit })
  if (found.length === 0) return []
  const takenBy = randomUUID()
  const ids = found.map(row => (row as unknown as { _id: unknown })._id)
  const lease = { $set: { dueAt: now + leaseMs, takenBy }, $inc: { attempts: 1 } }
  const taken = await context.outbox.updateAll({ ...due, _id: { $in: ids } } as never, lease)
  const mine =
    taken === found.length
      ? found.map(row => ({ ...row, attempts: row.attempts + 1 }))
      : await context.outbox.all({ _id: { $in: ids }, takenBy } as never)
  const events = await eventsOf(context, mine)
  return mine.map(row =>
    toDelivery(row, row.userId === null ? events.get(JSON.stringify([row.threadId, row.seq])) : undefined),
  )
}

/** Takes the row away and lets the next of its thread follow; done twice is done. */
export const completeDelivery = async (context: MongoContext, id: string): Promise<void> => {
  const gone = await context.outbox.take(deliveryKey(id))
  if (gone === null || gone.last) return
  const { threadId, subscriber } = gone
  await context.outbox.change(
    { threadId, subscriber, dueAt: null },
    { $set: { dueAt: 0 } },
    { sort: { turn: 1, userId: 1 } },
  )
}

export const failDelivery = async (context: MongoContext, id: string, retryAt: number): Promise<void> => {
  await context.outbox.update({ ...deliveryKey(id), dueAt: { $gte: 0 } }, { $set: { dueAt: retryAt } })
}

/** Counted in the index by age, without the rows. */
export const pendingDeliveries = (reader: MongoReader): Promise<number> => reader.outbox.count({ at: { $gte: 0 } })

/** When the oldest of what waits happened; null: nothing waits. */
export const oldestDelivery = async (reader: MongoReader): Promise<number | null> =>
  (await reader.outbox.get({}, { sort: { at: 1 } }))?.at ?? null
