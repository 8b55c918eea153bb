import type { Sql } from '../sql.ts'

interface NewEdit {
  readonly id: string
  readonly messageId: string
  /** Which edit of the message this is, from 1 on. */
  readonly number: number
  readonly authorId: string
  readonly at: number
  readonly before: string
  readonly after: string
  readonly keep: number
}

/** Keeps an earlier text. Beyond `keep` the oldest go, but the first, which holds the original, stays (CV4). */
export const keepEdit = (sql: Sql, edit: NewEdit): void => {
  sql.run(
    'INSERT INTO edits (message_id, number, id, author_id, at, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)',
    edit.messageId,
    edit.number,
    edit.id,
    edit.authorId,
    edit.at,
    edit.before,
    edit.after,
  )
  const newest = Math.max(edit.keep, 1) - 1
  sql.run('DELETE FROM edits WHERE message_id = ? AND number > 1 AND number <= ?', edit.messageId, edit.number - newest)
}
