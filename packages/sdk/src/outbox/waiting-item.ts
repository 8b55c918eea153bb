import type { ChatError } from '../errors/chat-error.ts'
import type { ItemState, OutboxItem } from './outbox-item.ts'

/** An item in the outbox of this page, with who waits for it. */
export interface Waiting {
  item: OutboxItem
  at: ItemState
  refusals: number
  cancel: () => void
  readonly resolve: (result: unknown) => void
  readonly reject: (error: ChatError) => void
  /** Not kept over a reload. */
  readonly passing: boolean
  /** Left by a page that is dead, and not written here. */
  readonly adopted: boolean
}

/** One that a dead page left: nobody waits for its result. */
export const waiting = (item: OutboxItem): Waiting => ({
  item,
  at: { state: 'queued' },
  refusals: 0,
  cancel: () => {},
  resolve: () => {},
  reject: () => {},
  passing: false,
  adopted: true,
})
