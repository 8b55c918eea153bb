import type { AgendaBackend, JobRepository } from 'agenda'
import type { GuardedRepository } from './guarded-repository.ts'

/**
 * The backend as Agenda sees it: what concerns runs goes through the guard, the rest straight on. `connect` is the
 * caller's own; Agenda waits for it, and takes a rejection for nobody's.
 */
export const guardedBackend = (
  inner: AgendaBackend,
  guard: GuardedRepository,
  connect: () => Promise<void>,
): AgendaBackend => {
  const { repository } = inner
  const guarded: JobRepository = {
    connect,
    queryJobs: options => repository.queryJobs(options),
    getJobsOverview: () => repository.getJobsOverview(),
    getDistinctJobNames: () => repository.getDistinctJobNames(),
    getJobById: id => repository.getJobById(id),
    getQueueSize: () => repository.getQueueSize(),
    removeJobs: options => repository.removeJobs(options),
    disableJobs: options => repository.disableJobs(options),
    enableJobs: options => repository.enableJobs(options),
    purgeAllJobs: () => repository.purgeAllJobs(),
    saveJob: (job, options) => repository.saveJob(job, options),
    lockJob: (job, options) => repository.lockJob(job, options),
    saveJobState: (job, options) => guard.saveJobState(job, options),
    unlockJob: ({ _id }) => (_id ? guard.unlockJobs([_id]) : Promise.resolve()),
    unlockJobs: ids => guard.unlockJobs(ids.map(String)),
    getNextJobToRun: (name, _nextScanAt, _lockDeadline, _now, options) => guard.getNextJobToRun(name, options),
  }
  return { name: inner.name, repository: guarded, ownsConnection: false, connect, disconnect: async () => {} }
}
