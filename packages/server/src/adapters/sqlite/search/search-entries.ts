import { writeRepeated } from '../../../ports/rank-matches.ts'
import { searchTerms } from '../../../ports/search-terms.ts'
import type { Sql } from '../sql.ts'
import { type SearchPlace, scopedTerms } from './scoped-terms.ts'

/** What the index keeps of a text. */
export interface SearchEntry {
  readonly length: number
  readonly repeated: string | null
  readonly terms: string
}

/** The entry of a text in its place; null when there is nothing in it to be found by. */
export const entryOf = (place: SearchPlace, text: string): SearchEntry | null => {
  const terms = searchTerms(text)
  if (terms.size === 0) return null
  let length = 0
  for (const times of terms.values()) length += times
  return { length, repeated: writeRepeated(terms), terms: scopedTerms(place, terms.keys()) }
}

/** Where a thread's texts are in the index. */
export const placeOfThread = (sql: Sql, threadId: string): SearchPlace | undefined =>
  sql.get<SearchPlace>('SELECT scope, number FROM search_threads WHERE thread_id = ?', threadId)

const add = (sql: Sql, threadId: string, text: string, messageId: string | null): void => {
  const place = placeOfThread(sql, threadId)
  const entry = place === undefined ? null : entryOf(place, text)
  if (entry !== null)
    sql.run(
      'INSERT INTO search_entries (message_id, thread_id, length, repeated, terms) VALUES (?, ?, ?, ?, ?)',
      messageId,
      messageId === null ? threadId : null,
      entry.length,
      entry.repeated,
      entry.terms,
    )
}

/** What of a message is indexed. */
export interface SearchedMessage {
  readonly id: string
  readonly threadId: string
  readonly text: string
}

/** Makes a new message findable by its text, in the transaction that writes it (ST6). */
export const indexNewMessage = (sql: Sql, { id, threadId, text }: SearchedMessage): void => add(sql, threadId, text, id)

/** Makes a message findable by another text than before. */
export const indexMessage = (sql: Sql, message: SearchedMessage): void => {
  sql.run('DELETE FROM search_entries WHERE message_id = ?', message.id)
  indexNewMessage(sql, message)
}

/** Makes a thread findable by its title. */
export const indexTitle = (sql: Sql, threadId: string, title: string | null): void => {
  sql.run('DELETE FROM search_entries WHERE thread_id = ?', threadId)
  if (title !== null) add(sql, threadId, title, null)
}
