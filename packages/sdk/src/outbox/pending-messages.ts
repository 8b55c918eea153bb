import type { Delivery } from '../messages/message-view.ts'
import type { PendingMessage } from '../messages/pending-message.ts'
import type { Outbox } from './outbox.ts'
import { writtenText } from './outbox-item.ts'

/** What of a thread's messages and edits is in the outbox, in the order it was given. */
export const pendingMessages = (outbox: Outbox, threads: readonly (string | null)[]): PendingMessage[] =>
  outbox.items.flatMap(({ item, at }) => {
    const text = writtenText(item)
    if (text === null || item.thread === null || !threads.includes(item.thread)) return []
    const command = item.name === 'editMessage' ? 'edit' : 'send'
    const delivery: Exclude<Delivery, { state: 'sent' }> =
      at.state === 'failed'
        ? { state: 'failed', command, text, error: at.error }
        : { state: 'pending', command, text, refusal: at.state === 'waiting' ? at.error : null }
    return [{ key: item.key, command: item.id, createdAt: item.createdAt, delivery }]
  })
