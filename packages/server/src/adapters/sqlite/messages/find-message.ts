import { CodedError } from '../../../ports/coded-error.ts'
import type { Sql } from '../sql.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import type { ThreadRow } from '../threads/thread-row.ts'
import { type MessageRow, messageById, toMessage } from './message-row.ts'

export interface FoundMessage {
  readonly message: MessageRow
  readonly thread: ThreadRow
}

export const getThreadIdOf = (sql: Sql, messageId: string): string | null =>
  sql.get<{ thread_id: string }>('SELECT thread_id FROM messages WHERE id = ?', messageId)?.thread_id ?? null

/** A message that is there, of a thread that takes changes. @throws not_found, deleted, thread_archived */
export const findMessage = (sql: Sql, id: string): FoundMessage => {
  const threadId = getThreadIdOf(sql, id)
  if (threadId === null) throw new CodedError('not_found')
  const thread = findOpenThread(sql, threadId)
  const message = sql.get<MessageRow>(messageById, id)
  if (message === undefined) throw new CodedError('not_found')
  if (message.deleted_at !== null) throw new CodedError('deleted')
  return { message, thread }
}

/** Refuses a stale write (CV5). @throws conflict with the message as it is now */
export const expectMessageVersion = (row: MessageRow, version: number | undefined): void => {
  if (version !== undefined && version !== row.version) throw new CodedError('conflict', { current: toMessage(row) })
}
