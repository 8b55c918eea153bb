import type { ErasureRecord } from '../../../ports/erasure-store.ts'
import type { Sql } from '../sql.ts'

/** A row of `erasures`. */
export interface ErasureRow {
  readonly id: string
  readonly project_id: string
  readonly user_id: string | null
  readonly subject_hash: string
  readonly requested_at: number
  readonly finished_at: number | null
  readonly threads: number
  readonly messages: number
  /** How far the events were gone through. */
  readonly looked: number
}

const select =
  'SELECT id, project_id, user_id, subject_hash, requested_at, finished_at, threads, messages, looked FROM erasures'

export const toErasureRecord = (row: ErasureRow): ErasureRecord => ({
  id: row.id,
  projectId: row.project_id,
  userId: row.user_id,
  subjectHash: row.subject_hash,
  requestedAt: row.requested_at,
  finishedAt: row.finished_at,
  counts: { threads: row.threads, messages: row.messages },
})

export const erasureRow = (sql: Sql, id: string): ErasureRow | undefined =>
  sql.get<ErasureRow>(`${select} WHERE id = ?`, id)

export const getErasure = (sql: Sql, id: string): ErasureRecord | null => {
  const row = erasureRow(sql, id)
  return row === undefined ? null : toErasureRecord(row)
}

export const findErasure = (sql: Sql, subjectHash: string): ErasureRecord | null => {
  const row = sql.get<ErasureRow>(`${select} WHERE subject_hash = ?`, subjectHash)
  return row === undefined ? null : toErasureRecord(row)
}

export const openErasures = (sql: Sql): ErasureRecord[] =>
  sql.all<ErasureRow>(`${select} WHERE finished_at IS NULL ORDER BY requested_at, id`).map(toErasureRecord)
