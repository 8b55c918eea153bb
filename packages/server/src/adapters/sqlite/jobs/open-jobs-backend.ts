import type { AgendaBackend, JobRepository } from 'agenda'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Logger } from '../../../ports/logger.ts'
import { inlineWriter } from '../inline-writer.ts'
import type { Writer } from '../write-engine.ts'
import { startWriter } from '../writer.ts'
import type { JobVerbs } from './job-verbs.ts'
import { type JobsEngineData, openJobsEngine } from './jobs-engine.ts'

export interface JobsBackendOptions {
  /** The file, beside the database: `jobs.db`. Made, with its folder, if it isn't there. */
  readonly path: string
  readonly logger?: Logger
  /** Where writes happen: in a thread of their own (default), or on the caller's, for programs that end at once. */
  readonly writer?: 'thread' | 'inline'
}

/**
 * Agenda's backend on SQLite: a file of its own, with a writer thread of its own, so that jobs wait for no message and
 * no message for them. `connect` fails with `store_unavailable` naming the path, and can be tried again.
 */
export const openJobsBackend = ({ path, logger, writer: where = 'thread' }: JobsBackendOptions): AgendaBackend => {
  let writer: Writer<JobVerbs> | null = null

  const call = <K extends keyof JobVerbs & string>(
    verb: K,
    argument: Parameters<JobVerbs[K]>[0],
  ): Promise<ReturnType<JobVerbs[K]>> =>
    writer?.call(verb, argument) ??
    Promise.reject(new CodedError('store_unavailable', { detail: `The jobs' file ${path} is not open` }))

  const connect = async (): Promise<void> => {
    if (writer !== null) return
    const module = new URL('./jobs-thread.ts', import.meta.url)
    const data: JobsEngineData = { path }
    const start = async (): Promise<Writer<JobVerbs>> =>
      where === 'inline'
        ? inlineWriter<JobVerbs>(openJobsEngine(data))
        : startWriter<JobVerbs>({ module, data, name: 'jobs', logger })
    writer = await start().catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : 'unknown'
      throw new CodedError('store_unavailable', { detail: `The jobs' file ${path} cannot be used: ${reason}`, cause })
    })
  }

  const repository: JobRepository = {
    connect,
    queryJobs: options => call('queryJobs', options ?? {}),
    getJobsOverview: () => call('getJobsOverview', undefined),
    getDistinctJobNames: () => call('getDistinctJobNames', undefined),
    getJobById: id => call('getJobById', id),
    getQueueSize: () => call('getQueueSize', undefined),
    removeJobs: options => call('removeJobs', options),
    disableJobs: options => call('disableJobs', options),
    enableJobs: options => call('enableJobs', options),
    purgeAllJobs: () => call('purgeAllJobs', undefined),
    // What is written is JSON, so the answer has the shape of what was given.
    saveJob: (job, options) => call('saveJob', { job, options }) as Promise<typeof job>,
    saveJobState: (job, options) => call('saveJobState', { job, options }),
    lockJob: (job, options) => call('lockJob', { job, options }),
    unlockJob: job => call('unlockJob', job),
    unlockJobs: ids => call('unlockJobs', ids.map(String)),
    getNextJobToRun: (name, nextScanAt, lockDeadline, now, options) =>
      call('getNextJobToRun', {
        name,
        dueAt: nextScanAt.getTime(),
        lockDeadline: lockDeadline.getTime(),
        now: (now ?? new Date()).getTime(),
        worker: options?.lastModifiedBy ?? null,
      }),
  }
  return {
    name: 'SQLite',
    repository,
    ownsConnection: true,
    connect,
    async disconnect() {
      const open = writer
      writer = null
      await open?.close()
    },
  }
}
