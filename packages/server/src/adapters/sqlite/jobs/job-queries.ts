import type { JobParameters, JobsOverview, JobsQueryOptions, JobsResult, JobsSort, JobWithState } from 'agenda'
import type { Sql } from '../sql.ts'
import { joined, queryConditions } from './job-filter.ts'
import { columnOf, type JobRow, toJob } from './job-row.ts'

/** Where a job stands, by its times; the one value is now. */
const stateNow = `CASE
  WHEN locked_at IS NOT NULL THEN 'running'
  WHEN failed_at IS NOT NULL AND (last_finished_at IS NULL OR failed_at >= last_finished_at) THEN 'failed'
  WHEN repeat_interval IS NOT NULL THEN 'repeating'
  WHEN next_run_at > ? THEN 'scheduled'
  WHEN next_run_at IS NOT NULL THEN 'queued'
  ELSE 'completed' END`

const sortable = ['nextRunAt', 'lastRunAt', 'lastFinishedAt', 'priority', 'name', 'data'] as const

const orderOf = (sort: JobsSort | undefined): string => {
  const terms = sortable.flatMap(field => {
    const direction = sort?.[field]
    return direction === undefined ? [] : [`${columnOf(field, null)?.column} ${direction === 'asc' ? 'ASC' : 'DESC'}`]
  })
  return terms.length > 0 ? terms.join(', ') : 'next_run_at DESC, last_run_at DESC'
}

/** Jobs by name, id, data and state, with the count of all that match. */
export const queryJobs = (sql: Sql, options: JobsQueryOptions, now: number): JobsResult => {
  const { state, sort, skip = 0, limit = 0 } = options
  const { where, values } = joined(queryConditions(options))
  const wanted = state === undefined ? 'TRUE' : state === 'paused' ? 'disabled = 1' : `state = ?`
  const told = state === undefined || state === 'paused' ? [] : [state]
  const selected = `FROM (SELECT *, ${stateNow} AS state FROM jobs WHERE ${where}) WHERE ${wanted}`
  const rows = sql.all<JobRow & { state: string }>(
    `SELECT * ${selected} ORDER BY ${orderOf(sort)}, id LIMIT ? OFFSET ?`,
    now,
    ...values,
    ...told,
    limit > 0 ? limit : -1,
    skip,
  )
  const total = sql.get<{ count: number }>(`SELECT count(*) AS count ${selected}`, now, ...values, ...told)
  return { jobs: rows.map(row => ({ ...toJob(row), state: row.state }) as JobWithState), total: total?.count ?? 0 }
}

/** How many jobs of each name stand where. */
export const jobsOverview = (sql: Sql, now: number): JobsOverview[] => {
  const rows = sql.all<{ name: string; state: Exclude<keyof JobsOverview, 'name'>; count: number; paused: number }>(
    `SELECT name, ${stateNow} AS state, count(*) AS count, count(*) FILTER (WHERE disabled = 1) AS paused
     FROM jobs GROUP BY name, state ORDER BY name`,
    now,
  )
  const none = { total: 0, running: 0, scheduled: 0, queued: 0, completed: 0, failed: 0, repeating: 0, paused: 0 }
  const overviews = new Map<string, JobsOverview>()
  for (const { name, state, count, paused } of rows) {
    const overview = overviews.get(name) ?? { name, ...none }
    overview.total += count
    overview[state] += count
    overview.paused += paused
    overviews.set(name, overview)
  }
  return [...overviews.values()]
}

export const distinctJobNames = (sql: Sql): string[] =>
  sql.all<{ name: string }>('SELECT DISTINCT name FROM jobs ORDER BY name').map(({ name }) => name)

export const jobById = (sql: Sql, id: string): JobParameters | null => {
  const row = sql.get<JobRow>('SELECT * FROM jobs WHERE id = ?', id)
  return row === undefined ? null : toJob(row)
}

/** How many are due, also those that run. */
export const queueSize = (sql: Sql, now: number): number =>
  sql.get<{ count: number }>('SELECT count(*) AS count FROM jobs WHERE next_run_at < ?', now)?.count ?? 0
