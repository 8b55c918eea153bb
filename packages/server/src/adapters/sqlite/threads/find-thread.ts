import type { ThreadEntry } from '@chat-view/protocol'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Sql } from '../sql.ts'
import { type EntryRow, selectEntry, type ThreadRow, threadById, toThread, toThreadEntry } from './thread-row.ts'

/** A thread that is there. @throws not_found, deleted */
export const findThread = (sql: Sql, id: string): ThreadRow => {
  const row = sql.get<ThreadRow>(threadById, id)
  if (row === undefined) throw new CodedError('not_found')
  if (row.deleted_at !== null) throw new CodedError('deleted')
  return row
}

/** A thread that takes messages. @throws not_found, deleted, thread_archived */
export const findOpenThread = (sql: Sql, id: string): ThreadRow => {
  const row = findThread(sql, id)
  if (row.archived_at !== null) throw new CodedError('thread_archived')
  return row
}

const entryOfMember = `${selectEntry} WHERE m.thread_id = ? AND m.user_id = ? AND t.deleted_at IS NULL`

/** A thread as it stands in one user's list; null for strangers and for deleted threads. */
export const findEntry = (sql: Sql, id: string, userId: string): ThreadEntry | null => {
  const row = sql.get<EntryRow>(entryOfMember, id, userId)
  return row === undefined ? null : toThreadEntry(row)
}

/** What is a member's own. @throws not_found for strangers */
export const findMember = (sql: Sql, id: string, userId: string): { pinned: 0 | 1; read_seq: number } => {
  const member = sql.get<{ pinned: 0 | 1; read_seq: number }>(
    'SELECT pinned, read_seq FROM members WHERE thread_id = ? AND user_id = ?',
    id,
    userId,
  )
  if (member === undefined) throw new CodedError('not_found')
  return member
}

/** Refuses a stale write (CV5). @throws conflict with the entry as it is now, or the thread where the caller has none */
export const expectThreadVersion = (sql: Sql, row: ThreadRow, userId: string, version: number | undefined): void => {
  if (version === undefined || version === row.version) return
  throw new CodedError('conflict', { current: findEntry(sql, row.id, userId) ?? toThread(row) })
}
