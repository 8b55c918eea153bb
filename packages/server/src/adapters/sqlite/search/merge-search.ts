import type { Sql } from '../sql.ts'

/** Pages of the index that one slice writes at most: some milliseconds. */
const slice = 500

/** Slices of one merge at most: what is written meanwhile shall not keep it going. */
const mostSlices = 10_000

interface Entry {
  readonly number: number
  readonly terms: string
}

/** Takes an entry out of the index and puts it in again: a merge does nothing where there is but one segment. */
const touch = (sql: Sql, { number, terms }: Entry): void => {
  sql.run("INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', ?, ?)", number, terms)
  sql.run('INSERT INTO search_index (rowid, terms) VALUES (?, ?)', number, terms)
}

const totalChanges = (sql: Sql): number => sql.get<{ total: number }>('SELECT total_changes() AS total')?.total ?? 0

/** Does not count as a change of the index: FTS5 notes each step of a merge. */
const noted = 1

/** The first slice of a merge tells FTS5, by its sign, to take all segments. */
const merge = (sql: Sql, pages: number): boolean => {
  const before = totalChanges(sql)
  sql.run("INSERT INTO search_index (search_index, rank) VALUES ('merge', ?)", pages)
  return totalChanges(sql) - before > noted
}

/**
 * Writes the index anew, one slice a call, from `step` 0 on; true while there is more to do. `secure-delete` takes words
 * out of the pages, but beginnings of them that tell one page from the next stay until the pages are written again (ST8).
 */
export const mergeSearch = (sql: Sql, step: number): boolean => {
  if (step > 0) return step < mostSlices && merge(sql, step === 1 ? -slice : slice)
  const newest = sql.get<Entry>('SELECT number, terms FROM search_entries ORDER BY number DESC LIMIT 1')
  if (newest === undefined) sql.run("INSERT INTO search_index (search_index) VALUES ('delete-all')")
  else touch(sql, newest)
  return newest !== undefined
}
