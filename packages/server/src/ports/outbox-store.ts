import type { StoredEvent } from './event-store.ts'

/** An event that a subscriber has not had yet. */
export interface Delivery {
  readonly id: string
  readonly subscriber: string
  readonly event: StoredEvent
  readonly attempts: number
}

/** Every change; those that move a thread up in lists; those of a thread that has no title. */
export type Interest = 'change' | 'activity' | 'untitled activity'

/** Who hears of committed changes (ST7): each has rows of its own, so that one that fails holds up nobody. */
export const subscribers = {
  /** Users' lists of threads. */
  feeds: 'change',
  /** A project's `lastChatAt`. */
  activity: 'activity',
  /** Threads without a title get one. */
  titles: 'untitled activity',
  /** Projects’ webhooks; rows are written only where the thread’s project has one that is on. */
  webhooks: 'change',
} as const satisfies Record<string, Interest>

export type Subscriber = keyof typeof subscribers

/**
 * Undelivered events, one row a subscriber (ST7). A row is taken by a lease; of one thread and subscriber only the
 * lowest seq is due.
 */
export interface OutboxStore {
  takeDeliveries(query: { now: number; leaseMs: number; limit: number }): Promise<Delivery[]>
  completeDelivery(id: string): Promise<void>
  failDelivery(id: string, retryAt: number): Promise<void>
  /** How many wait; for metrics and shutdown. */
  pendingDeliveries(): Promise<number>
  /** When the oldest that waits was committed, in milliseconds since the Unix epoch; null when none does. */
  oldestDelivery(): Promise<number | null>
  /** The feed subscriber's effect: writes the change into the feed of everybody concerned and completes the delivery, together. Answers whose feeds moved, and how far. */
  deliverToFeeds(delivery: Delivery): Promise<{ userId: string; seq: number }[]>
  /** The activity subscriber's effect: a project's `lastChatAt` takes the maximum; completes the delivery. */
  deliverActivity(delivery: Delivery): Promise<void>
}
