import { CodedError } from '../../../ports/coded-error.ts'
import type { MessageRow } from '../models/message.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import { toMessage } from './message-row.ts'
import { wholeMessage } from './whole-messages.ts'

export interface FoundMessage {
  readonly message: MessageRow
  readonly thread: ThreadRow
}

/** Where a message is, or was before its thread was deleted. */
export const getThreadIdOf = async ({ messages }: MongoReader, messageId: string): Promise<string | null> =>
  (await messages.get({ _id: messageId }))?.threadId ?? null

/**
 * A message that is there, of a thread that takes changes and whose turn is taken. All that one transaction reads is of
 * one moment, and the turn conflicts with whatever changed the thread since: the row is still so.
 * @throws not_found, deleted, thread_archived
 */
export const findMessage = async (context: MongoContext, id: string): Promise<FoundMessage> => {
  const message = await context.messages.get({ _id: id })
  if (message === null) throw new CodedError('not_found')
  const thread = await findOpenThread(context, message.threadId)
  if (message.deletedAt !== null) throw new CodedError('deleted')
  return { message, thread }
}

/** Refuses a stale write (CV5). @throws conflict with the message as it is now */
export const expectMessageVersion = async (
  reader: MongoReader,
  row: MessageRow,
  version: number | undefined,
): Promise<void> => {
  if (version === undefined || version === row.version) return
  const whole = await wholeMessage(reader, row)
  throw new CodedError('conflict', whole === null ? {} : { current: toMessage(whole) })
}
