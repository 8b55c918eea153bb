import type { Clock } from '../clock.ts'
import type { OutboxItem } from './outbox-item.ts'

/** What an outbox is made with. */
export interface OutboxOptions {
  readonly send: (frame: { type: 'command'; id: string; name: string; arguments: unknown }) => boolean
  /** The last word on an item before it goes out. */
  readonly ready: (item: OutboxItem) => OutboxItem
  /** The server has done it: called before the item is gone, so that nothing flickers. */
  readonly confirmed: (item: OutboxItem, result: unknown) => void
  /** The server says that the token is no longer good. */
  readonly tokenRefused: () => void
  readonly clock: Clock
}
