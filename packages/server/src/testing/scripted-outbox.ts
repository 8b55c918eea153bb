import type { Delivery, OutboxStore } from '../ports/outbox-store.ts'
import type { WebhookStore } from '../ports/webhook-store.ts'

/** An outbox in memory that follows the port's rules and fails when it is told to. */
export interface ScriptedOutbox extends OutboxStore, Pick<WebhookStore, 'deliverToWebhooks'> {
  /** Adds a row for each of these subscribers; feeds and activity, unless told. */
  add(threadId: string, seq: number, subscribers?: readonly string[]): void
  /** The next so many deliveries fail, before they have done anything. */
  failNext(count: number): void
  /** Until it is called again with false, nothing can be read. */
  setAway(away: boolean): void
  /** What was delivered, as `subscriber thread seq`, in order. */
  readonly delivered: readonly string[]
  /** Resolves when nothing waits any more. */
  empty(): Promise<void>
}

interface Row {
  readonly delivery: Delivery
  dueAt: number
  attempts: number
}

export const createScriptedOutbox = (): ScriptedOutbox => {
  let rows: Row[] = []
  let failures = 0
  let away = false
  const delivered: string[] = []
  const waiting: (() => void)[] = []

  const isFirst = (row: Row): boolean =>
    rows.find(
      other =>
        other.delivery.subscriber === row.delivery.subscriber &&
        other.delivery.event.threadId === row.delivery.event.threadId,
    ) === row
  const complete = (id: string): void => {
    rows = rows.filter(({ delivery }) => delivery.id !== id)
    if (rows.length === 0) for (const resolve of waiting.splice(0)) resolve()
  }
  const deliver = ({ id, subscriber, event }: Delivery): void => {
    if (failures > 0) {
      failures--
      throw new Error('A delivery failed')
    }
    delivered.push(`${subscriber} ${event.threadId} ${event.seq}`)
    complete(id)
  }

  return {
    delivered,
    add(threadId, seq, subscribers = ['feeds', 'activity']) {
      for (const subscriber of subscribers) {
        const event = { threadId, seq, type: 'thread.updated', at: seq, actorId: null, messageId: null } as const
        const delivery: Delivery = {
          id: `${subscriber}/${threadId}/${seq}`,
          subscriber,
          attempts: 0,
          event: { ...event, generationId: null, messageIds: [], summaryId: null },
        }
        rows.push({ delivery, dueAt: 0, attempts: 0 })
      }
    },
    failNext(count) {
      failures = count
    },
    setAway(now) {
      away = now
    },
    empty: () => (rows.length === 0 ? Promise.resolve() : new Promise(resolve => waiting.push(resolve))),
    async takeDeliveries({ now, leaseMs, limit }) {
      if (away) throw new Error('The store is away')
      const due = rows.filter(row => isFirst(row) && row.dueAt <= now).slice(0, limit)
      for (const row of due) {
        row.dueAt = now + leaseMs
        row.attempts++
      }
      return due.map(({ delivery, attempts }) => ({ ...delivery, attempts }))
    },
    async completeDelivery(id) {
      complete(id)
    },
    async failDelivery(id, retryAt) {
      for (const row of rows) if (row.delivery.id === id) row.dueAt = retryAt
    },
    pendingDeliveries: async () => rows.length,
    oldestDelivery: async () =>
      rows.reduce((least: number | null, { delivery: { event } }) => Math.min(least ?? event.at, event.at), null),
    async deliverToFeeds(delivery) {
      deliver(delivery)
      return [{ userId: 'reader', seq: delivery.event.seq }]
    },
    async deliverActivity(delivery) {
      deliver(delivery)
    },
    async deliverToWebhooks(delivery) {
      deliver(delivery)
      return 1
    },
  }
}
