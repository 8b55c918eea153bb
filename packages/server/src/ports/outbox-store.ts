import type { StoredEvent } from './event-store.ts'

/** An event that a subscriber has not had yet. */
export interface Delivery {
  readonly id: string
  readonly subscriber: string
  readonly event: StoredEvent
  readonly attempts: number
}

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
  /** The feed subscriber's effect: writes the change into the feed of everybody concerned and completes the delivery, together. Answers whose feeds moved, and how far. */
  deliverToFeeds(delivery: Delivery): Promise<{ userId: string; seq: number }[]>
  /** The activity subscriber's effect: a project's `lastChatAt` takes the maximum; completes the delivery. */
  deliverActivity(delivery: Delivery): Promise<void>
}
