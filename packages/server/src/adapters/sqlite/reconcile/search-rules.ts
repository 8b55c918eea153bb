import { searchableText } from '../../../ports/searchable-text.ts'
import { toParts } from '../messages/message-row.ts'
import { entryOf, indexMessage, indexTitle, placeOfThread, type SearchEntry } from '../search/search-entries.ts'
import type { Sql } from '../sql.ts'
import type { Inspection, KeyValue, Rule } from './rule.ts'

interface Searched {
  readonly id: string
  readonly threadId: string
  readonly text: string
}

const messageOf = (sql: Sql, [id = '']: readonly KeyValue[]): Searched | undefined => {
  const row = sql.get<{ id: string; thread_id: string; parts: string }>(
    `SELECT m.id, m.thread_id, coalesce(a.parts, m.parts) AS parts FROM messages m
     LEFT JOIN answer_versions a ON a.message_id = m.id AND a.number = m.shown AND m.role = 'assistant' WHERE m.id = ?`,
    id,
  )
  return row && { id: row.id, threadId: row.thread_id, text: searchableText(toParts(row.parts)) }
}

const titleOf = (sql: Sql, [id = '']: readonly KeyValue[]): Searched | undefined =>
  sql.get<Searched>("SELECT id, id AS threadId, coalesce(title, '') AS text FROM threads WHERE id = ?", id)

const sameEntry = (held: SearchEntry | undefined, wanted: SearchEntry | null): boolean =>
  held === undefined
    ? wanted === null
    : wanted !== null &&
      held.terms === wanted.terms &&
      held.length === wanted.length &&
      held.repeated === wanted.repeated

const differs = (sql: Sql, searched: Searched | undefined, column: 'message_id' | 'thread_id'): boolean => {
  if (searched === undefined) return false
  const place = placeOfThread(sql, searched.threadId)
  const held = sql.get<SearchEntry>(
    `SELECT length, repeated, terms FROM search_entries WHERE ${column} = ?`,
    searched.id,
  )
  return place !== undefined && !sameEntry(held, entryOf(place, searched.text))
}

/** A scope of the thread's owner, made if they have none. */
const giveScope = (sql: Sql, owner: string): void => {
  sql.run(
    `INSERT INTO search_scopes (user_id) SELECT ?1
     WHERE NOT EXISTS (SELECT 1 FROM search_scopes WHERE user_id = ?1)`,
    owner,
  )
}

const scopeOfOwner = `(SELECT max(s.number) FROM search_scopes s JOIN threads t ON t.owner_id = s.user_id WHERE t.id = `

const unplaced: Rule = {
  kind: 'search_entry',
  field: 'scope',
  when: 'r.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM search_threads s WHERE s.thread_id = r.id)',
  repair: {
    mend(sql, [id = '']) {
      giveScope(sql, sql.get<{ owner: string }>('SELECT owner_id AS owner FROM threads WHERE id = ?', id)?.owner ?? '')
      sql.run(`INSERT INTO search_threads (thread_id, scope) SELECT ?1, ${scopeOfOwner} ?1)`, id)
    },
  },
}

const owner = '(SELECT t.owner_id FROM threads t WHERE t.id = r.thread_id)'
const searcher = '(SELECT s.user_id FROM search_scopes s WHERE s.number = r.scope)'

const misplaced: Rule = {
  kind: 'search_entry',
  field: 'ownerId',
  when: `${searcher} IS NOT ${owner}`,
  found: searcher,
  expected: owner,
  repair: {
    mend(sql, [number = 0]) {
      const row = sql.get<{ owner: string | null }>(
        `SELECT ${owner} AS owner FROM search_threads r WHERE r.number = ?`,
        number,
      )
      if (row === undefined || row.owner === null) {
        sql.run('DELETE FROM search_threads WHERE number = ?', number)
        return
      }
      giveScope(sql, row.owner)
      sql.run(`UPDATE search_threads AS r SET scope = ${scopeOfOwner} r.thread_id) WHERE r.number = ?`, number)
    },
  },
}

const leftOver = `(r.message_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = r.message_id AND m.deleted_at IS NULL))
  OR (r.thread_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.id = r.thread_id AND t.deleted_at IS NULL))`

/** The search index and the texts that are there (ST6); looked at last, when the texts are what they shall be. */
export const searchRules: readonly Inspection[] = [
  {
    table: 'search_entries',
    of: 'search_entry',
    key: ['number'],
    rules: [{ kind: 'search_entry', field: null, when: leftOver, repair: 'remove' }],
  },
  { table: 'search_threads', of: 'thread', key: ['number'], rules: [misplaced] },
  { table: 'threads', of: 'thread', key: ['id'], rules: [unplaced] },
  {
    table: 'threads',
    of: 'thread',
    key: ['id'],
    rules: [
      {
        kind: 'search_entry',
        field: 'title',
        when: 'r.deleted_at IS NULL',
        also: (sql, key) => differs(sql, titleOf(sql, key), 'thread_id'),
        repair: {
          mend(sql, key) {
            const title = titleOf(sql, key)
            if (title !== undefined) indexTitle(sql, title.id, title.text)
          },
        },
      },
    ],
  },
  {
    table: 'messages',
    of: 'message',
    key: ['id'],
    rules: [
      {
        kind: 'search_entry',
        field: 'text',
        when: `r.deleted_at IS NULL AND r.superseded_by IS NULL
          AND EXISTS (SELECT 1 FROM threads t WHERE t.id = r.thread_id AND t.deleted_at IS NULL)`,
        also: (sql, key) => differs(sql, messageOf(sql, key), 'message_id'),
        repair: {
          mend(sql, key) {
            const message = messageOf(sql, key)
            if (message !== undefined) indexMessage(sql, message)
          },
        },
      },
    ],
  },
]
