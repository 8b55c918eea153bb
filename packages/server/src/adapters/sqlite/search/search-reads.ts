import { type Match, rankedMatches, rankMatches, timesOf } from '../../../ports/rank-matches.ts'
import type { SearchHit, SearchQuery } from '../../../ports/search-store.ts'
import type { Sql } from '../sql.ts'
import { beforeTerm, matchOf, rangeOf, type SearchedScope, type SearchPlace } from './scoped-terms.ts'
import { placeOfThread } from './search-entries.ts'

/** Scopes of one's own, and others' threads, that are looked through: of more, those most lately active. */
const mostScopes = 200

const ownScopes = (sql: Sql, userId: string): SearchedScope[] =>
  sql
    .all<{ number: number }>(
      `SELECT number FROM search_scopes WHERE user_id = ? ORDER BY number DESC LIMIT ${mostScopes}`,
      userId,
    )
    .map(({ number }) => ({ scope: number, threads: null }))

const sharedScopes = (sql: Sql, userId: string): SearchedScope[] => {
  const scopes = new Map<number, SearchPlace[]>()
  const shared = sql.all<SearchPlace>(
    `SELECT s.scope, s.number FROM members m CROSS JOIN search_threads s ON s.thread_id = m.thread_id
     WHERE m.user_id = ? AND m.role <> 'owner' ORDER BY m.activity_at DESC LIMIT ${mostScopes}`,
    userId,
  )
  for (const place of shared) scopes.set(place.scope, [...(scopes.get(place.scope) ?? []), place])
  return [...scopes].map(([scope, threads]) => ({ scope, threads }))
}

const scopesOf = (sql: Sql, { userId, threadId }: SearchQuery): SearchedScope[] => {
  if (threadId === undefined) return [...ownScopes(sql, userId), ...sharedScopes(sql, userId)]
  const place = placeOfThread(sql, threadId)
  return place === undefined ? [] : [{ scope: place.scope, threads: [place] }]
}

interface MatchRow {
  readonly threadId: string
  readonly messageId: string | null
  readonly at: number
  readonly length: number
  readonly repeated: string | null
}

/** Of the index, the newest that match what it is asked. Superseded texts stay in it, to be read, and are passed over. */
const foundIn = (
  numbers: string,
): string => `SELECT coalesce(m.thread_id, e.thread_id) AS threadId, e.message_id AS messageId,
    coalesce(m.created_at, t.last_activity_at) AS at, e.length, e.repeated
  FROM ${numbers}
  LEFT JOIN messages m ON m.id = e.message_id
  CROSS JOIN threads t ON t.id = coalesce(m.thread_id, e.thread_id)
  CROSS JOIN members b ON b.thread_id = t.id AND b.user_id = ?2
  WHERE t.deleted_at IS NULL AND m.deleted_at IS NULL AND m.superseded_by IS NULL`

const newestMatches = `${foundIn('search_index CROSS JOIN search_entries e ON e.number = search_index.rowid')}
  AND search_index MATCH ?1 ORDER BY search_index.rowid DESC LIMIT ${rankedMatches}`

/** Postings of what begins so from which on it is looked for in the texts themselves; and how many of these. */
const manyBegun = 20_000
const mostLookedInto = 20_000

const newestThatHold = `${foundIn(`(
    SELECT rowid AS number FROM search_index WHERE search_index MATCH ?1 ORDER BY rowid DESC LIMIT ${mostLookedInto}
  ) n CROSS JOIN search_entries e ON e.number = n.number AND instr(e.terms, ?3) > 0`)} LIMIT ${rankedMatches}`

/** The index puts all together that begins so before it gives the first: of very much, that takes too long. */
const isMuch = (sql: Sql, scopes: readonly SearchedScope[], begun: string): boolean => {
  let left = manyBegun
  for (const { scope } of scopes) {
    if (left <= 0) break
    const counted = sql.get<{ count: number }>(
      'SELECT count(*) AS count FROM (SELECT 1 FROM search_words WHERE term >= ? AND term < ? LIMIT ?)',
      ...rangeOf(scope, begun),
      left,
    )
    left -= counted?.count ?? 0
  }
  return left <= 0
}

const matchesOf = (sql: Sql, scopes: readonly SearchedScope[], query: SearchQuery): MatchRow[] => {
  const { userId, terms, prefix, limit } = query
  const begun = prefix ? terms.at(-1) : undefined
  if (begun !== undefined && isMuch(sql, scopes, begun)) {
    const match = matchOf(scopes, terms.slice(0, -1), false)
    const rows = sql.all<MatchRow>(newestThatHold, match, userId, beforeTerm(begun))
    // What is in many texts, but in few of the newest, is worth the wait.
    if (rows.length > limit) return rows
  }
  return sql.all<MatchRow>(newestMatches, matchOf(scopes, terms, prefix), userId)
}

/** Best first among the newest; whoever is no member of a thread finds nothing of it, whatever the index says. */
export const search = (sql: Sql, query: SearchQuery): { hits: SearchHit[]; more: boolean } =>
  sql.snapshot(() => {
    const { terms, limit } = query
    const scopes = terms.length === 0 ? [] : scopesOf(sql, query)
    if (scopes.length === 0) return { hits: [], more: false }
    const matches = matchesOf(sql, scopes, query).map(
      ({ repeated, ...row }): Match => ({ ...row, times: terms.map(term => timesOf(repeated, term)) }),
    )
    return rankMatches(matches, limit)
  })
