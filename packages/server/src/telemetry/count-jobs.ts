import type { JobsObserver } from '../ports/jobs.ts'
import type { Metrics } from './metrics.ts'

/** Takes how runs of jobs end into the metrics (OP1, OP5). */
export const countJobs = (metrics: Pick<Metrics, 'jobs' | 'jobTime'>): JobsObserver => ({
  ended({ job, outcome, seconds }) {
    metrics.jobs.inc({ job, outcome })
    metrics.jobTime.observe({ job }, seconds)
  },
})
