import type { JobParameters, JobRepositoryOptions, JobsQueryOptions, RemoveJobsOptions } from 'agenda'
import type { Sql } from '../sql.ts'
import { removalFilter } from './job-filter.ts'
import { distinctJobNames, jobById, jobsOverview, queryJobs, queueSize } from './job-queries.ts'
import { lockJob, lockNextJob, type NextJob, saveJobState, unlockJob, unlockJobs } from './lock-jobs.ts'
import { saveJob } from './save-job.ts'

interface Saving {
  readonly job: JobParameters
  readonly options: JobRepositoryOptions | undefined
}

/** What the writer of the jobs' file does, by name. Reads go through it too: they see what was written before them. */
export const jobVerbs = (sql: Sql, now: () => number) => {
  const changeMatching = (statement: string, options: RemoveJobsOptions): number => {
    const filter = removalFilter(options)
    return filter === null ? 0 : sql.run(`${statement} WHERE ${filter.where}`, ...filter.values)
  }
  return {
    queryJobs: (options: JobsQueryOptions) => queryJobs(sql, options, now()),
    getJobsOverview: () => jobsOverview(sql, now()),
    getDistinctJobNames: () => distinctJobNames(sql),
    getJobById: (id: string) => jobById(sql, id),
    getQueueSize: () => queueSize(sql, now()),
    removeJobs: (options: RemoveJobsOptions) => changeMatching('DELETE FROM jobs', options),
    disableJobs: (options: RemoveJobsOptions) => changeMatching('UPDATE jobs SET disabled = 1', options),
    enableJobs: (options: RemoveJobsOptions) => changeMatching('UPDATE jobs SET disabled = 0', options),
    purgeAllJobs: () => sql.run('DELETE FROM jobs'),
    saveJob: ({ job, options }: Saving) => saveJob(sql, job, options, now()),
    saveJobState: ({ job, options }: Saving) => saveJobState(sql, job, options),
    lockJob: ({ job, options }: Saving) => lockJob(sql, job, options, now()),
    unlockJob: (job: JobParameters) => unlockJob(sql, job),
    unlockJobs: (ids: readonly string[]) => unlockJobs(sql, ids),
    getNextJobToRun: (next: NextJob) => lockNextJob(sql, next),
  }
}

export type JobVerbs = ReturnType<typeof jobVerbs>
