import type { JobParameters, JobRepository } from 'agenda'
import { type JobInfo, jobNames } from '../../ports/jobs.ts'
import { onceData } from './job-data.ts'

const most = 500

const time = (date: Date | null | undefined): number | null => date?.getTime() ?? null

const toInfo = (job: JobParameters, locksFrom: number): JobInfo => ({
  name: job.name as JobInfo['name'],
  key: onceData(job)?.key ?? null,
  nextRunAt: time(job.nextRunAt),
  lastRunAt: time(job.lastRunAt),
  lastFinishedAt: time(job.lastFinishedAt),
  failCount: job.failCount ?? 0,
  running: (time(job.lockedAt) ?? 0) > locksFrom,
})

/** What the backend knows of our jobs, the next ones first. @param locksFrom locks of then and before have run out */
export const listJobs = async (repository: JobRepository, locksFrom: number): Promise<JobInfo[]> => {
  const { jobs } = await repository.queryJobs({ names: [...jobNames], sort: { nextRunAt: 'asc' }, limit: most })
  return jobs.map(job => toInfo(job, locksFrom))
}
