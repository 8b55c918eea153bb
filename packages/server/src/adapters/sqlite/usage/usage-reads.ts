import type { UsageSums, UsageTotal } from '@chat-view/protocol'
import type { CallRecord, UsageQuery, UsageStore } from '../../../ports/usage-store.ts'
import type { Sql } from '../sql.ts'

interface CallRow {
  readonly id: string
  readonly project_id: string
  readonly thread_id: string | null
  readonly user_id: string | null
  readonly generation_id: string | null
  readonly purpose: CallRecord['purpose']
  readonly provider: string
  readonly model: string
  readonly input: number
  readonly output: number
  readonly cached: number
  readonly estimated: number
  readonly cost: number
  readonly at: number
}

const toCall = (row: CallRow): CallRecord => ({
  id: row.id,
  projectId: row.project_id,
  threadId: row.thread_id,
  userId: row.user_id,
  generationId: row.generation_id,
  purpose: row.purpose,
  provider: row.provider,
  model: row.model,
  input: row.input,
  output: row.output,
  cached: row.cached,
  estimated: row.estimated === 1,
  cost: row.cost,
  at: row.at,
})

const sums = `count(*) AS calls, coalesce(sum(input), 0) AS input, coalesce(sum(output), 0) AS output,
  coalesce(sum(cached), 0) AS cached, coalesce(sum(cost), 0) AS cost, coalesce(sum(estimated), 0) AS estimated`

/** Lines of one table. */
const most = 1_000

const within = 'project_id = ? AND at >= ? AND at < ?'

// A user's calls are found by the user: they are fewer than those of the project.
const ofUser = 'user_id = ? AND at >= ? AND at < ? AND project_id = ?'

/** What the calls of a time add up to. */
export const usageSums = (sql: Sql, { projectId, userId, from, until }: UsageQuery): UsageSums => {
  const row =
    userId === undefined
      ? sql.get<UsageSums>(`SELECT ${sums} FROM calls WHERE ${within}`, projectId, from, until)
      : sql.get<UsageSums>(`SELECT ${sums} FROM calls WHERE ${ofUser}`, userId, from, until, projectId)
  return { calls: 0, input: 0, output: 0, cached: 0, cost: 0, estimated: 0, ...row }
}

export type Totals = Parameters<UsageStore['usageTotals']>[0]

const columns = { user: "coalesce(user_id, '')", model: 'model', purpose: 'purpose' } as const

/** Lines of a table, each of them the sums of its calls. */
export const usageTotals = (sql: Sql, query: Totals): UsageTotal[] => {
  const { by, days, ...rest } = query
  if (by === 'day')
    return days
      .map(({ key, from }, n) => {
        const until = Math.min(days[n + 1]?.from ?? rest.until, rest.until)
        return { key, ...usageSums(sql, { ...rest, from: Math.max(from, rest.from), until }) }
      })
      .filter(({ calls }) => calls > 0)
  const { projectId, userId, from, until } = rest
  const grouped = `SELECT ${columns[by]} AS key, ${sums} FROM calls WHERE`
  const order = 'GROUP BY 1'
  const rows =
    userId === undefined
      ? sql.all<UsageTotal>(`${grouped} ${within} ${order}`, projectId, from, until)
      : sql.all<UsageTotal>(`${grouped} ${ofUser} ${order}`, userId, from, until, projectId)
  // A table's lines come from everywhere: they are put in order once they are summed.
  const dearest = rows.sort((a, b) => b.cost - a.cost || (a.key < b.key ? -1 : 1))
  return dearest.slice(0, most).map(row => ({ ...row }))
}

/** The calls of one answer, in their order. */
export const callsOf = (sql: Sql, generationId: string): CallRecord[] =>
  sql.all<CallRow>('SELECT * FROM calls WHERE generation_id = ? ORDER BY id', generationId).map(toCall)

/** The newest call in a thread: by it the next one is estimated. */
export const lastCallOf = (sql: Sql, threadId: string): CallRecord | null => {
  const row = sql.get<CallRow>('SELECT * FROM calls WHERE thread_id = ? ORDER BY at DESC LIMIT 1', threadId)
  return row === undefined ? null : toCall(row)
}
