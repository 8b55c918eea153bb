import type { MessagePart } from '@chat-view/protocol'
import { searchableText } from '../../../ports/searchable-text.ts'
import type { MongoContext } from '../mongo-context.ts'
import { type EntryPlace, searchEntryOf } from './search-entry-of.ts'

/** A message as search is to find it (ST6): its parts, or, of an answer, those of the version shown. */
export interface IndexedMessage {
  readonly messageId: string
  readonly threadId: string
  /** The owner of the thread. */
  readonly scope: string
  readonly parts: readonly MessagePart[]
  /** When it was written. */
  readonly at: number
}

const put = async ({ searchEntries }: MongoContext, place: EntryPlace, text: string): Promise<void> => {
  const entry = searchEntryOf(place, text)
  const _id = place.messageId ?? place.threadId
  if (entry === null) await searchEntries.remove({ _id })
  else await searchEntries.put({ _id }, entry)
}

/** A message's text appeared or is another now. In the transaction of the change itself. */
export const indexMessage = (context: MongoContext, { parts, ...place }: IndexedMessage): Promise<void> =>
  put(context, place, searchableText(parts))

/** A message that was not there before, in the transaction that writes it. */
export const indexNewMessage = async (
  { searchEntries }: MongoContext,
  { parts, ...place }: IndexedMessage,
): Promise<void> => {
  const entry = searchEntryOf(place, searchableText(parts))
  if (entry !== null) await searchEntries.insert(entry)
}

/** A thread's title appeared or is another now. */
export const indexTitle = async (
  context: MongoContext,
  { title, ...place }: Pick<EntryPlace, 'scope' | 'threadId' | 'at'> & { readonly title: string },
): Promise<void> => put(context, { ...place, messageId: null }, title)

/** Texts that nothing finds any more: deleted, superseded, or of an answer that begins anew. */
export const forgetMessages = async (context: MongoContext, messageIds: readonly string[]): Promise<void> => {
  if (messageIds.length > 0) await context.searchEntries.remove({ _id: { $in: [...messageIds] } })
}

/** Its title is none any more. */
export const forgetTitle = async ({ searchEntries }: MongoContext, threadId: string): Promise<void> => {
  await searchEntries.remove({ _id: threadId })
}

/** The threads that were one person's are another's now. */
export const moveScope = async (context: MongoContext, from: string, to: string): Promise<void> => {
  await context.searchEntries.updateAll({ scope: from }, { $set: { scope: to } })
}
