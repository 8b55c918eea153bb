import type { ThreadEntry } from '@chat-view/protocol'
import { CodedError } from '../../../ports/coded-error.ts'
import type { MemberRow } from '../models/member.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'
import { toThread, toThreadEntry } from './thread-row.ts'

/**
 * The thread, whatever became of it, with its turn taken: of two transactions that take it at once one is tried again, so
 * that what one of them has read of the thread, its messages and members is still so when it commits. Null: unknown.
 */
export const takeThread = (context: MongoContext, id: string): Promise<ThreadRow | null> =>
  context.threads.change({ _id: id }, { $inc: { turn: 1 } })

/** A thread that is there, its turn taken. @throws not_found, deleted */
export const findThread = async (context: MongoContext, id: string): Promise<ThreadRow> => {
  const row = await takeThread(context, id)
  if (row === null) throw new CodedError('not_found')
  if (row.deletedAt !== null) throw new CodedError('deleted')
  return row
}

/** A thread that takes messages, its turn taken. @throws not_found, deleted, thread_archived */
export const findOpenThread = async (context: MongoContext, id: string): Promise<ThreadRow> => {
  const row = await findThread(context, id)
  if (row.archivedAt !== null) throw new CodedError('thread_archived')
  return row
}

/** A thread as it stands in one user's list; null for strangers and for deleted threads. */
export const findEntry = async (reader: MongoReader, id: string, userId: string): Promise<ThreadEntry | null> => {
  const member = await reader.members.get({ threadId: id, userId })
  if (member === null) return null
  const row = await reader.threads.get({ _id: id })
  return row === null || row.deletedAt !== null ? null : toThreadEntry(row, member)
}

/** What is a member's own. @throws not_found for strangers */
export const findMember = async (reader: MongoReader, id: string, userId: string): Promise<MemberRow> => {
  const member = await reader.members.get({ threadId: id, userId })
  if (member === null) throw new CodedError('not_found')
  return member
}

/** Refuses a stale write (CV5). @throws conflict with the entry as it is now, or the thread where the caller has none */
export const expectThreadVersion = async (
  reader: MongoReader,
  row: ThreadRow,
  userId: string,
  version: number | undefined,
): Promise<void> => {
  if (version === undefined || version === row.version) return
  throw new CodedError('conflict', { current: (await findEntry(reader, row._id, userId)) ?? toThread(row) })
}
