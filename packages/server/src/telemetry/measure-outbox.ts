import type { Clock } from '../ports/clock.ts'
import type { OutboxStore } from '../ports/outbox-store.ts'
import type { Metrics } from './metrics.ts'

export interface OutboxMeasurement {
  readonly metrics: Pick<Metrics, 'outboxWaiting' | 'outboxOldest'>
  readonly store: Pick<OutboxStore, 'pendingDeliveries' | 'oldestDelivery'>
  readonly clock: Pick<Clock, 'now'>
}

/** Brings the outbox's gauges up to date, when somebody reads them. A store that is away leaves them as they were. */
export const measureOutbox = async ({ metrics, store, clock }: OutboxMeasurement): Promise<void> => {
  try {
    const [waiting, oldest] = await Promise.all([store.pendingDeliveries(), store.oldestDelivery()])
    metrics.outboxWaiting.set(waiting)
    metrics.outboxOldest.set(oldest === null ? 0 : Math.max(0, clock.now() - oldest) / 1_000)
  } catch {
    // `/ready` says that the store is away.
  }
}
