import type { SummariseWish, SummaryRecord } from '../../../ports/summary-store.ts'
import type { Sql } from '../sql.ts'
import { type SummaryRow, selectSummary, toSummaryRecord } from './summary-row.ts'

/** In order of their windows. */
export const listSummaries = (sql: Sql, threadId: string): SummaryRecord[] =>
  sql
    .all<SummaryRow>(`${selectSummary} WHERE s.thread_id = ? AND t.deleted_at IS NULL ORDER BY s.from_seq`, threadId)
    .map(toSummaryRecord)

export const getSummary = (sql: Sql, id: string): SummaryRecord | null => {
  const row = sql.get<SummaryRow>(`${selectSummary} WHERE s.id = ?`, id)
  return row === undefined ? null : toSummaryRecord(row)
}

const waiting = 'SELECT id, summarise_at FROM threads WHERE summarise_at IS NOT NULL'

/** The longest waiting first. */
export const threadsToSummarise = (sql: Sql, { limit, after }: { limit: number; after?: string }): string[] =>
  sql.snapshot(() => {
    const place =
      after === undefined ? undefined : sql.get<{ summarise_at: number }>(`${waiting} AND id = ?`, after)?.summarise_at
    return sql
      .all<{ id: string }>(
        `${waiting} AND (summarise_at, id) > (?, ?) ORDER BY summarise_at, id LIMIT ?`,
        place ?? -1,
        place === undefined ? '' : (after ?? ''),
        limit,
      )
      .map(({ id }) => id)
  })

/** What a thread waits for. */
export const summariseWish = (sql: Sql, threadId: string): SummariseWish | null => {
  const row = sql.get<{ since: number; to_seq: number | null }>(
    'SELECT summarise_at AS since, summarise_to AS to_seq FROM threads WHERE id = ? AND summarise_at IS NOT NULL',
    threadId,
  )
  return row === undefined ? null : { since: row.since, toSeq: row.to_seq }
}
