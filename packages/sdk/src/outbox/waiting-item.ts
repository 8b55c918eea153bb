import type { Problem } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'
import { nextTry } from './next-try.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import { type ItemState, type OutboxItem, reopened } from './outbox-item.ts'

/** An item in the outbox of this page, with who waits for it. */
export interface Waiting {
  item: OutboxItem
  at: ItemState
  refusals: number
  /** The server may have done it, and has not said so. */
  asked: boolean
  cancel: () => void
  readonly resolve: (result: unknown) => void
  readonly reject: (error: ChatError) => void
  /** Not kept over a reload. */
  readonly passing: boolean
  /** Left by a page that is dead, and not written here. */
  readonly adopted: boolean
}

/** One that a dead page left: nobody waits for its result, and what was refused for good is not sent again unasked. */
export const waiting = ({ error, ...item }: OutboxItem): Waiting => {
  const refusal = error ? ChatError.from(error as Problem) : null
  return {
    item: reopened(item),
    at: refusal && nextTry(refusal, 0) === null ? { state: 'failed', error: refusal } : { state: 'queued' },
    refusals: 0,
    asked: true,
    cancel: () => {},
    resolve: () => {},
    reject: () => {},
    passing: false,
    adopted: true,
  }
}

/** One as it is kept on the device. */
export const keptItem = ({ item, at }: Waiting): OutboxItem =>
  at.state === 'failed' ? { ...item, error: at.error } : item

/** One as it is told to the page. */
export const entryOf = ({ item: { id, name, thread, createdAt }, at }: Waiting): OutboxEntry => ({
  id,
  command: name,
  thread,
  state: at.state,
  createdAt,
  error: 'error' in at ? at.error : null,
})
