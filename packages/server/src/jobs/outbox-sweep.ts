import type { Dispatcher } from '../domain/outbox/dispatcher.ts'
import type { Clock } from '../ports/clock.ts'
import type { JobDefinition } from '../ports/jobs.ts'
import type { Logger } from '../ports/logger.ts'
import type { OutboxStore } from '../ports/outbox-store.ts'

export interface OutboxSweepJobOptions {
  readonly store: Pick<OutboxStore, 'pendingDeliveries' | 'oldestDelivery'>
  readonly dispatcher: Pick<Dispatcher, 'wake'>
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
  /** Milliseconds after which a delivery is late. Default a minute. */
  readonly lateMs?: number
}

/** Looks whether events wait too long for those who want to hear of them, and sets the dispatcher going (ST7). */
export const outboxSweepJob = (options: OutboxSweepJobOptions): JobDefinition => {
  const { store, dispatcher, clock, logger, lateMs = 60_000 } = options
  return {
    name: 'outbox-sweep',
    meaning: 'Looks for events that wait too long to be delivered, and delivers them',
    longestMs: 60_000,
    async run() {
      const oldest = await store.oldestDelivery()
      if (oldest === null) return { waiting: 0, lateMs: 0 }
      dispatcher.wake()
      const waiting = await store.pendingDeliveries()
      const late = Math.max(0, clock.now() - oldest)
      if (late > lateMs) logger.warn({ waiting, oldestMs: late }, 'events wait long for their delivery')
      return { waiting, lateMs: late > lateMs ? late : 0 }
    },
  }
}
