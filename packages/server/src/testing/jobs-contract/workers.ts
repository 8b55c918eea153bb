import type { AgendaBackend } from 'agenda'
import { type AgendaJobsOptions, createAgendaJobs } from '../../adapters/agenda/create-agenda-jobs.ts'
import type { Clock } from '../../ports/clock.ts'
import type { JobContext, JobDefinition, JobOutcome, Jobs } from '../../ports/jobs.ts'
import { silentLogger } from '../silent-logger.ts'
import type { OpenedJobs } from './opened-jobs.ts'

/** What a run was given, and the test's hold on it. */
export interface SeenRun {
  readonly data: Readonly<Record<string, unknown>>
  readonly context: JobContext
  finish(): void
  fail(error?: Error): void
}

/** One worker under test: its jobs, what it ran and how that ended. */
export interface Worker {
  readonly jobs: Jobs
  readonly outcomes: JobOutcome[]
  /** Moves its clock, and nobody else's. */
  advance(ms: number): void
  /** Defines a job whose runs the test ends itself. */
  hold(definition?: Partial<JobDefinition>): void
  /** Most runs that went on at once so far. */
  most(): number
  /** The next run that begins, in order. */
  nextRun(): Promise<SeenRun>
  /** The next outcome that was not taken yet. */
  nextOutcome(): Promise<JobOutcome['outcome']>
}

class Arrivals<T> {
  readonly #here: T[] = []
  readonly #waiting: ((value: T) => void)[] = []

  put(value: T): void {
    const waiting = this.#waiting.shift()
    if (waiting) waiting(value)
    else this.#here.push(value)
  }

  take(): Promise<T> {
    const here = this.#here.shift()
    return here === undefined ? new Promise(resolve => this.#waiting.push(resolve)) : Promise.resolve(here)
  }
}

/** Workers on one place, all stopped with it. */
export const openWorkers = (opened: OpenedJobs) => {
  const made: Jobs[] = []
  let count = 0
  return {
    worker(options: Partial<AgendaJobsOptions> & { backend?: AgendaBackend } = {}): Worker {
      let ahead = 0
      let running = 0
      let most = 0
      const clock: Clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() }
      const outcomes: JobOutcome[] = []
      const runs = new Arrivals<SeenRun>()
      const ends = new Arrivals<JobOutcome['outcome']>()
      const jobs = createAgendaJobs({
        backend: options.backend ?? opened.backend(),
        worker: `worker-${++count}`,
        clock,
        logger: silentLogger,
        pollMs: 25,
        renewMs: 50,
        ...options,
        observer: {
          ended(outcome) {
            outcomes.push(outcome)
            ends.put(outcome.outcome)
          },
        },
      })
      made.push(jobs)
      return {
        jobs,
        outcomes,
        advance(ms) {
          ahead += ms
        },
        hold(definition = {}) {
          jobs.define<Readonly<Record<string, unknown>>>({
            name: 'title',
            meaning: 'a job whose runs the test ends',
            ...definition,
            run: (data, context) =>
              new Promise((resolve, reject) => {
                most = Math.max(most, ++running)
                context.signal.addEventListener('abort', () => reject(context.signal.reason))
                runs.put({ data, context, finish: () => resolve({ did: 1 }), fail: (e = new Error('x')) => reject(e) })
              }).finally(() => running--) as ReturnType<JobDefinition['run']>,
          })
        },
        most: () => most,
        nextRun: () => runs.take(),
        nextOutcome: () => ends.take(),
      }
    },
    async close(): Promise<void> {
      await Promise.all(made.map(jobs => jobs.stop(0)))
      await opened.close()
    },
  }
}

export type Workers = ReturnType<typeof openWorkers>
