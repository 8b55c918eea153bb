import type { JobParameters, JobRepositoryOptions } from 'agenda'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Sql } from '../sql.ts'
import { type JobRow, toJob } from './job-row.ts'

const ms = (date: Date | null | undefined): number | null => (date ? new Date(date).getTime() : null)

/** What a search for work is told; times in milliseconds since the Unix epoch. */
export interface NextJob {
  readonly name: string
  /** Due until then. */
  readonly dueAt: number
  /** Locks of then and before have run out. */
  readonly lockDeadline: number
  readonly now: number
  readonly worker: string | null
}

/** Locks the next job of a name: one that is due, or one whose lock has run out; the earliest, by priority. */
export const lockNextJob = (sql: Sql, next: NextJob): JobParameters | undefined => {
  const row = sql.get<{ id: number }>(
    `SELECT id FROM (
       SELECT * FROM (SELECT id, next_run_at, priority FROM jobs
         WHERE name = ?1 AND locked_at IS NULL AND next_run_at <= ?2 AND disabled IS NOT 1
         ORDER BY next_run_at, priority DESC LIMIT 1)
       UNION ALL
       SELECT * FROM (SELECT id, next_run_at, priority FROM jobs
         WHERE name = ?1 AND locked_at <= ?3 AND disabled IS NOT 1 ORDER BY next_run_at, priority DESC LIMIT 1)
     ) ORDER BY next_run_at, priority DESC LIMIT 1`,
    next.name,
    next.dueAt,
    next.lockDeadline,
  )
  if (row === undefined) return undefined
  const locked = sql.change<JobRow>(
    'UPDATE jobs SET locked_at = ?, last_modified_by = ? WHERE id = ? RETURNING *',
    next.now,
    next.worker,
    row.id,
  )
  return locked && toJob(locked)
}

/** Locks this very job, if nobody has and it is planned for the same time. */
export const lockJob = (
  sql: Sql,
  job: JobParameters,
  options: JobRepositoryOptions | undefined,
  now: number,
): JobParameters | undefined => {
  if (!job._id) return undefined
  const row = sql.change<JobRow>(
    `UPDATE jobs SET locked_at = ?, last_modified_by = ?
     WHERE id = ? AND name = ? AND locked_at IS NULL AND next_run_at IS ? AND disabled IS NOT 1 RETURNING *`,
    now,
    options?.lastModifiedBy ?? null,
    job._id,
    job.name,
    ms(job.nextRunAt),
  )
  return row && toJob(row)
}

/** One that runs has no next time and stays locked. */
export const unlockJob = (sql: Sql, job: JobParameters): void => {
  if (job._id) sql.run('UPDATE jobs SET locked_at = NULL WHERE id = ? AND next_run_at IS NOT NULL', job._id)
}

export const unlockJobs = (sql: Sql, ids: readonly string[]): void => {
  for (const id of ids) sql.run('UPDATE jobs SET locked_at = NULL WHERE id = ?', id)
}

/**
 * Writes where a run stands. A worker that wakes late writes nothing over the state of who has the job now: the row
 * names its last worker. @throws state_conflict when it is another's, or gone
 */
export const saveJobState = (sql: Sql, job: JobParameters, options: JobRepositoryOptions | undefined): void => {
  if (!job._id) throw new CodedError('invalid_request', { detail: 'A job without an id has no state' })
  const worker = options?.lastModifiedBy ?? null
  const written = sql.run(
    `UPDATE jobs SET locked_at = ?, next_run_at = ?, last_run_at = ?, progress = ?, fail_reason = ?, fail_count = ?,
       failed_at = ?, last_finished_at = ?
     WHERE id = ? AND name = ? AND last_modified_by IS ?`,
    ms(job.lockedAt),
    ms(job.nextRunAt),
    ms(job.lastRunAt),
    job.progress ?? null,
    job.failReason ?? null,
    job.failCount ?? null,
    ms(job.failedAt),
    ms(job.lastFinishedAt),
    job._id,
    job.name,
    worker,
  )
  if (written === 0)
    throw new CodedError('state_conflict', { detail: `Job ${job._id} (${job.name}) is another worker's, or gone` })
}
