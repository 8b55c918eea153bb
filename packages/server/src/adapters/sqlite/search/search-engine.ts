import type { DatabaseSync } from 'node:sqlite'
import type { SearchQuery, SearchStore } from '../../../ports/search-store.ts'
import { connectReader } from '../connect.ts'
import { toFailure } from '../failure.ts'
import { type Sql, sqlOn } from '../sql.ts'
import type { Answer, Call, WriteEngine } from '../write-engine.ts'
import { search } from './search-reads.ts'

/** What the thread of searches does. */
export type SearchVerbs = { search(query: SearchQuery): Awaited<ReturnType<SearchStore['search']>> }

/** Searches on a connection of their own, which reads only and is opened by the first of them. */
export const openSearchEngine = ({ path }: { readonly path: string }): WriteEngine => {
  let open: { readonly db: DatabaseSync; readonly sql: Sql } | undefined
  const connection = () => {
    if (open === undefined) {
      const db = connectReader(path)
      open = { db, sql: sqlOn(db) }
    }
    return open
  }
  const answer = ([number, , query]: Call): Answer => {
    try {
      return [number, null, search(connection().sql, query as SearchQuery)]
    } catch (error) {
      return [number, toFailure(error), null]
    }
  }
  return {
    run: calls => calls.map(answer),
    rest() {},
    close: () => open?.db.close(),
  }
}
