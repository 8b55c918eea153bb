import type { Participant, ThreadRole } from '@chat-view/protocol'
import type { ThreadRecord } from '../../../ports/thread-store.ts'
import type { Sql } from '../sql.ts'
import { type ThreadRow, threadById, toThreadRecord } from './thread-row.ts'

export const getThread = (sql: Sql, id: string): ThreadRecord | null => {
  const row = sql.get<ThreadRow>(threadById, id)
  return row === undefined ? null : toThreadRecord(row)
}

/** Also in a deleted thread: who had a part in it may know that it is gone. */
export const getRole = (sql: Sql, id: string, userId: string): ThreadRole | null =>
  sql.get<{ role: ThreadRole }>('SELECT role FROM members WHERE thread_id = ? AND user_id = ?', id, userId)?.role ??
  null

interface ParticipantRow {
  readonly user_id: string
  readonly name: string | null
  readonly role: ThreadRole
  readonly since: number
}

/** Those who came first come first. */
export const listParticipants = (sql: Sql, id: string): Participant[] =>
  sql
    .all<ParticipantRow>(
      `SELECT m.user_id, u.name, m.role, m.since FROM members m
       JOIN users u ON u.id = m.user_id JOIN threads t ON t.id = m.thread_id
       WHERE m.thread_id = ? AND t.deleted_at IS NULL ORDER BY m.since, m.user_id`,
      id,
    )
    .map(({ user_id, name, role, since }) => ({ userId: user_id, name, role, since }))
