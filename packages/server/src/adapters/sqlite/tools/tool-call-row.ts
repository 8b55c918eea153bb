import type { ToolCallRecord } from '../../../ports/tool-call-store.ts'
import type { Sql } from '../sql.ts'

interface ToolCallRow {
  readonly generation_id: string
  readonly call: string
  readonly approval: 0 | 1
  readonly page: 0 | 1
  readonly approved: 0 | 1 | null
  readonly result: string | null
  readonly failed: 0 | 1
}

const select = 'SELECT generation_id, call, approval, page, approved, result, failed FROM tool_calls'

const toRecord = (row: ToolCallRow): ToolCallRecord => ({
  generationId: row.generation_id,
  call: row.call,
  approval: row.approval === 1,
  page: row.page === 1,
  approved: row.approved === null ? null : row.approved === 1,
  result: row.result,
  failed: row.failed === 1,
})

export const toolCallsOf = (sql: Sql, generationId: string): ToolCallRecord[] =>
  sql.all<ToolCallRow>(`${select} WHERE generation_id = ?`, generationId).map(toRecord)

export const findToolCall = (sql: Sql, generationId: string, call: string): ToolCallRecord | null => {
  const row = sql.get<ToolCallRow>(`${select} WHERE generation_id = ? AND call = ?`, generationId, call)
  return row === undefined ? null : toRecord(row)
}
