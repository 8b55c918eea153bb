import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { JobContext, JobDefinition } from '../../ports/jobs.ts'

/** Why a run was ended from outside. */
export type RunEnd = 'lost' | 'too long' | 'stopping'

const errorOf: Readonly<Record<RunEnd, () => CodedError>> = {
  lost: () => new CodedError('state_conflict', { detail: 'The job’s lock ran out, and another may have it' }),
  'too long': () => new CodedError('internal', { detail: 'The job ran longer than it may' }),
  stopping: () => new CodedError('shutting_down', { detail: 'The server stops' }),
}

const longestMs = 3_600_000

/** Milliseconds for which work may go on after its signal was aborted; then it is given up. */
const obeyMs = 5_000

export interface JobRunOptions {
  readonly definition: JobDefinition
  readonly data: unknown
  readonly clock: Clock
  /** Keeps the lock for another lifetime. @throws state_conflict when another has the job */
  readonly renew: (progress?: number) => Promise<void>
  readonly lockMs: number
  readonly renewMs: number
}

/** One run of a job's work under a lock that it keeps, and that it knows to have lost when it could not. */
export class JobRun {
  readonly #options: JobRunOptions
  readonly #over = new AbortController()
  readonly #ignored = Promise.withResolvers<never>()
  #ended: RunEnd | null = null
  #renewedAt: number
  #renewing = false
  #finished = false
  #obey: NodeJS.Timeout | undefined

  constructor(options: JobRunOptions) {
    this.#options = options
    this.#renewedAt = options.clock.monotonic()
  }

  get ended(): RunEnd | null {
    return this.#ended
  }

  /** Aborts the work's signal; work that goes on all the same is left alone after five seconds. */
  end(why: RunEnd): void {
    if (this.#ended !== null || this.#finished) return
    this.#ended = why
    const error = errorOf[why]()
    this.#over.abort(error)
    this.#obey = setTimeout(() => this.#ignored.reject(error), obeyMs)
  }

  /** Does the work. @throws what it throws, or why it was ended */
  async run(): Promise<Readonly<Record<string, number>>> {
    const { definition, data, clock, renewMs } = this.#options
    const { signal } = this.#over
    const watch = setInterval(() => void this.#watch(), renewMs)
    const longest = setTimeout(() => this.end('too long'), definition.longestMs ?? longestMs)
    const context: JobContext = { signal, clock, touch: progress => this.#touch(progress) }
    try {
      return await Promise.race([definition.run(data, context), this.#ignored.promise])
    } finally {
      // A process that slept past its lock may end its work before the watch had a turn.
      if (this.#isRunOut()) this.end('lost')
      this.#finished = true
      clearInterval(watch)
      clearTimeout(longest)
      clearTimeout(this.#obey)
    }
  }

  #isRunOut(): boolean {
    return this.#options.clock.monotonic() - this.#renewedAt >= this.#options.lockMs
  }

  async #touch(progress?: number): Promise<void> {
    const { clock, renewMs } = this.#options
    this.#over.signal.throwIfAborted()
    // Work that tells after each slice costs no write for each.
    if (clock.monotonic() - this.#renewedAt >= renewMs / 4) await this.#watch(progress)
    this.#over.signal.throwIfAborted()
  }

  /** A backend out of reach is no reason to end, until the lock's time is over. */
  async #watch(progress?: number): Promise<void> {
    const { clock, renew } = this.#options
    const now = clock.monotonic()
    if (this.#isRunOut()) return this.end('lost')
    if (this.#renewing) return
    this.#renewing = true
    try {
      await renew(progress)
      this.#renewedAt = now
    } catch (error) {
      if (error instanceof CodedError && error.code === 'state_conflict') this.end('lost')
    } finally {
      this.#renewing = false
    }
  }
}
