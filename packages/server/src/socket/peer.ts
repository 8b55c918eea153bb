import type { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { Subscription } from './subscription.ts'

/** The other side of a subscription: what it needs of the connection that it goes through. */
export interface Peer {
  readonly id: string
  /** Can it take more now? Once it can again, it calls `drained` of its subscriptions. */
  readonly ready: boolean
  /** Its page is not looked at (RT7). */
  readonly hidden: boolean
  send(frame: OutgoingFrame): void
  /** The subscription has ended. */
  forget(subscription: Subscription): void
}
