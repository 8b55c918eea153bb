import type { DatabaseSync } from 'node:sqlite'
import { searchableText } from '../../../ports/searchable-text.ts'
import { toParts } from '../messages/message-row.ts'
import { sqlOn } from '../sql.ts'
import { indexNewMessage, indexTitle } from './search-entries.ts'

/** Rows that are held at once. */
const slice = 1_000

interface Row {
  readonly place: number
  readonly id: string
  readonly threadId: string
  readonly text: string
}

const titles = `SELECT rowid AS place, id, id AS threadId, title AS text FROM threads
  WHERE rowid > ? AND title IS NOT NULL AND deleted_at IS NULL ORDER BY rowid LIMIT ${slice}`

const messages = `SELECT m.rowid AS place, m.id, m.thread_id AS threadId, coalesce(a.parts, m.parts) AS text
  FROM messages m CROSS JOIN threads t ON t.id = m.thread_id AND t.deleted_at IS NULL
  LEFT JOIN answer_versions a ON a.message_id = m.id AND a.number = m.shown AND m.role = 'assistant'
  WHERE m.rowid > ? AND m.deleted_at IS NULL AND m.superseded_by IS NULL ORDER BY m.rowid LIMIT ${slice}`

/** Makes everything findable that was there before the index, in the order in which it was written. */
export const fillSearch = (db: DatabaseSync): void => {
  const sql = sqlOn(db)
  const walk = (text: string, index: (row: Row) => void): void => {
    for (let place = 0, rows: Row[] = [{} as Row]; rows.length > 0; place = rows.at(-1)?.place ?? 0) {
      rows = sql.all<Row>(text, place)
      rows.forEach(index)
    }
  }
  walk(titles, ({ threadId, text }) => indexTitle(sql, threadId, text))
  walk(messages, ({ id, threadId, text }) =>
    indexNewMessage(sql, { id, threadId, text: searchableText(toParts(text)) }),
  )
}
