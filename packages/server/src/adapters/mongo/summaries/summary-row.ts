import type { Summary } from '@chat-view/protocol'
import type { SummaryRecord } from '../../../ports/summary-store.ts'
import type { SummaryRow } from '../models/summary.ts'

/** A summary as it leaves the store. */
export const toSummary = (row: SummaryRow): Summary => ({
  id: row._id,
  threadId: row.threadId,
  version: row.version,
  fromSeq: row.fromSeq,
  toSeq: row.toSeq,
  messages: row.messages,
  text: row.text,
  state: row.stale ? 'stale' : 'current',
  authorId: row.authorId,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

export const toSummaryRecord = (row: SummaryRow, projectId: string): SummaryRecord => ({ ...toSummary(row), projectId })
