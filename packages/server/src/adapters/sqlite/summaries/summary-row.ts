import type { Summary } from '@chat-view/protocol'
import type { SummaryRecord } from '../../../ports/summary-store.ts'

/** A row of `summaries` with the project of its thread. */
export interface SummaryRow {
  readonly id: string
  readonly thread_id: string
  readonly project_id: string
  readonly version: number
  readonly from_seq: number
  readonly to_seq: number
  readonly messages: number
  readonly text: string
  readonly stale: 0 | 1
  readonly author_id: string | null
  readonly created_at: number
  readonly updated_at: number
}

export const selectSummary = `SELECT s.id, s.thread_id, t.project_id, s.version, s.from_seq, s.to_seq, s.messages, s.text,
    s.stale, s.author_id, s.created_at, s.updated_at
  FROM summaries s CROSS JOIN threads t ON t.id = s.thread_id`

/** A summary as it leaves the store. */
export const toSummary = (row: SummaryRow): Summary => ({
  id: row.id,
  threadId: row.thread_id,
  version: row.version,
  fromSeq: row.from_seq,
  toSeq: row.to_seq,
  messages: row.messages,
  text: row.text,
  state: row.stale === 1 ? 'stale' : 'current',
  authorId: row.author_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const toSummaryRecord = (row: SummaryRow): SummaryRecord => ({ ...toSummary(row), projectId: row.project_id })
