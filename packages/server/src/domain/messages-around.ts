import { CodedError } from '../ports/coded-error.ts'
import type { Store } from '../ports/store.ts'

type Around = Pick<Store, 'getMessage' | 'listMessages'>

/** What to list of a thread: as many of it as a page holds. */
interface MessageList {
  readonly threadId: string
  readonly limit: number
  readonly superseded: boolean
}

/**
 * The page around a message of the thread: half of it ends with that message, the rest follows it. One that is not shown has a page all the
 * same, where it would stand. Each half is read for itself: between them somebody may write, which only makes more.
 * @throws not_found
 */
export const messagesAround = async (
  store: Around,
  list: MessageList,
  messageId: string,
): ReturnType<Store['listMessages']> => {
  const message = await store.getMessage(messageId)
  if (message?.threadId !== list.threadId) throw new CodedError('not_found')
  const half = Math.ceil(list.limit / 2)
  const older = await store.listMessages({ ...list, limit: half, before: message.seq + 1 })
  const rest = list.limit - older.items.length
  const newer = await store.listMessages({ ...list, limit: Math.max(1, rest), after: message.seq })
  // A page of one has no room for what follows, which is asked for from the message on.
  if (rest === 0) return { ...older, after: newer.items.length > 0 ? message.seq : null }
  return { items: [...older.items, ...newer.items], before: older.before, after: newer.after }
}
