import { searchableText } from '../../../ports/searchable-text.ts'
import { toParts } from '../messages/message-row.ts'
import { indexMessage, indexTitle } from '../search/search-entries.ts'
import type { WriteContext } from '../write-context.ts'

interface Cursor {
  readonly of: 'threads' | 'messages'
  /** The last that was done. */
  readonly id: string
}

interface ThreadRow {
  readonly id: string
  readonly title: string | null
}

interface MessageRow {
  readonly id: string
  readonly thread_id: string
  readonly parts: string
}

/** Members stand where the thread's newest activity put them; a pin comes after it. */
const placeMembers = ({ sql, nextMoment }: WriteContext, threadId: string): void => {
  sql.run(
    `UPDATE members SET moment = coalesce((SELECT max(e.moment) FROM events e
       WHERE e.thread_id = ?1 AND e.activity = 1), 1) WHERE thread_id = ?1`,
    threadId,
  )
  const pinned = sql.all<{ user_id: string; at: number }>(
    'SELECT user_id, activity_at AS at FROM members WHERE thread_id = ? AND pinned = 1 ORDER BY user_id',
    threadId,
  )
  for (const { user_id, at } of pinned) {
    const moment = nextMoment()
    sql.run('DELETE FROM pins WHERE thread_id = ? AND user_id = ?', threadId, user_id)
    sql.run('UPDATE members SET moment = ? WHERE thread_id = ? AND user_id = ?', moment, threadId, user_id)
    sql.run(
      'INSERT INTO pins (thread_id, user_id, moment, pinned, at) VALUES (?, ?, ?, 1, ?)',
      threadId,
      user_id,
      moment,
      at,
    )
  }
}

// By id, which tells the time: the index holds what is newer further on.
const threads = `SELECT id, CASE WHEN deleted_at IS NULL THEN title END AS title FROM threads
  WHERE id > ? ORDER BY id LIMIT ?`

const messages = `SELECT m.id, m.thread_id, coalesce(a.parts, m.parts) AS parts FROM messages m
  CROSS JOIN threads t ON t.id = m.thread_id AND t.deleted_at IS NULL
  LEFT JOIN answer_versions a ON a.message_id = m.id AND a.number = m.shown AND m.role = 'assistant'
  WHERE m.deleted_at IS NULL AND m.superseded_by IS NULL AND m.id > ?
  ORDER BY m.id LIMIT ?`

const finishThreads = (context: WriteContext, { id }: Cursor, limit: number): ThreadRow[] => {
  const rows = context.sql.all<ThreadRow>(threads, id, limit)
  for (const row of rows) {
    placeMembers(context, row.id)
    indexTitle(context.sql, row.id, row.title)
  }
  return rows
}

const finishMessages = ({ sql }: WriteContext, { id }: Cursor, limit: number): MessageRow[] => {
  const rows = sql.all<MessageRow>(messages, id, limit)
  for (const row of rows)
    indexMessage(sql, { id: row.id, threadId: row.thread_id, text: searchableText(toParts(row.parts)) })
  return rows
}

const beginning = { id: '' }

/** One slice of what is made again after an archive was written: lists and search entries. */
export const finishArchive = (
  context: WriteContext,
  { after, limit }: { after: string | null; limit: number },
): { done: number; next: string | null } => {
  const cursor: Cursor = after === null ? { of: 'threads', ...beginning } : (JSON.parse(after) as Cursor)
  const rows = cursor.of === 'threads' ? finishThreads(context, cursor, limit) : finishMessages(context, cursor, limit)
  const last = rows.at(-1)
  const next: Cursor | null =
    last !== undefined && rows.length === limit
      ? { of: cursor.of, id: last.id }
      : cursor.of === 'threads'
        ? { of: 'messages', ...beginning }
        : null
  return { done: rows.length, next: next === null ? null : JSON.stringify(next) }
}
