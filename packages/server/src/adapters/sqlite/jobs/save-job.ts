import type { JobParameters, JobRepositoryOptions } from 'agenda'
import type { Sql } from '../sql.ts'
import { uniqueFilter } from './job-filter.ts'
import { insertJob, type JobRow, updateJob } from './job-row.ts'

type Debounce = NonNullable<NonNullable<JobParameters['uniqueOpts']>['debounce']>

const given = (job: JobParameters, options: JobRepositoryOptions | undefined): JobParameters => {
  const { _id, unique, uniqueOpts, ...props } = job
  const set = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined))
  return { ...(set as unknown as JobParameters), ...(options?.lastModifiedBy ? options : {}) }
}

/** One job a name: saved again it is changed. A time that has come already does not move the one that is planned. */
const saveSingle = (sql: Sql, props: JobParameters, now: number): JobParameters => {
  const row = sql.get<JobRow>("SELECT * FROM jobs WHERE name = ? AND type = 'single'", props.name)
  if (row === undefined) return insertJob(sql, props)
  const { nextRunAt, ...rest } = props
  return updateJob(sql, row, nextRunAt && nextRunAt.getTime() <= now ? rest : props)
}

/** When a debounced job that is there runs: after the quiet, at the latest when the first wish is `maxWait` old. */
const debounced = (row: JobRow, props: JobParameters, debounce: Debounce, now: number): JobParameters => {
  const began = typeof row.debounce_started_at === 'number' ? row.debounce_started_at : now
  if (debounce.strategy === 'leading') {
    const nextRunAt = row.next_run_at === null ? null : new Date(Number(row.next_run_at))
    return { ...props, nextRunAt, debounceStartedAt: new Date(began) }
  }
  if (debounce.maxWait && now - began >= debounce.maxWait)
    return { ...props, nextRunAt: new Date(now), debounceStartedAt: undefined as unknown as Date }
  return { ...props, nextRunAt: new Date(now + debounce.delay), debounceStartedAt: new Date(began) }
}

const firstDebounced = (props: JobParameters, debounce: Debounce, now: number): JobParameters => ({
  ...props,
  ...(debounce.strategy === 'leading' ? {} : { nextRunAt: new Date(now + debounce.delay) }),
  debounceStartedAt: new Date(now),
})

const saveUnique = (sql: Sql, job: JobParameters, props: JobParameters, now: number): JobParameters => {
  const { where, values } = uniqueFilter(job.name, job.unique ?? {})
  const row = sql.get<JobRow>(`SELECT * FROM jobs WHERE ${where} ORDER BY id LIMIT 1`, ...values)
  const { insertOnly, debounce } = job.uniqueOpts ?? {}
  if (row === undefined) return insertJob(sql, debounce ? firstDebounced(props, debounce, now) : props)
  if (debounce) return updateJob(sql, row, debounced(row, props, debounce, now))
  return updateJob(sql, row, insertOnly ? {} : props)
}

/**
 * Inserts a job, or changes the one that it is: by id, by name (`single`), or by its `unique` fields. One that is gone
 * is answered as it was given.
 */
export const saveJob = (
  sql: Sql,
  job: JobParameters,
  options: JobRepositoryOptions | undefined,
  now: number,
): JobParameters => {
  const props = given(job, options)
  if (job._id) {
    const row = sql.get<JobRow>('SELECT * FROM jobs WHERE id = ? AND name = ?', job._id, job.name)
    return row === undefined ? job : updateJob(sql, row, props)
  }
  if (props.type === 'single') return saveSingle(sql, props, now)
  return job.unique ? saveUnique(sql, job, props, now) : insertJob(sql, props)
}
