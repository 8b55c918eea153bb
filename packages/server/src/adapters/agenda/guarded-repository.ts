import type { JobParameters, JobRepository, JobRepositoryOptions } from 'agenda'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import { type Claim, Claims } from './claims.ts'
import { forgetFailed } from './forget-failed.ts'
import { untilReached } from './until-reached.ts'

export interface GuardOptions {
  readonly inner: JobRepository
  readonly clock: Clock
  readonly logger: Logger
  /** Milliseconds for which a lock holds unless it is renewed. */
  readonly lockMs: number
  /** No other worker lives: what was locked before this one began is nobody's. */
  readonly alone: boolean
  /** How many of a name may be locked here at once. */
  readonly most: (name: string) => number
  /** The backend answered, or did not. */
  readonly reached: () => void
  readonly away: (error: unknown) => void
  /** There may be more to do of this name. */
  readonly wake: (name: string) => void
}

/** Agenda's own watch over a lock compares with its short lifetime; this never runs out, for locks are kept here. */
const neverRunsOut = new Date(8_640_000_000_000_000)

const forgetEveryMs = 60_000

const isLost = (error: unknown): boolean => error instanceof CodedError && error.code === 'state_conflict'

const isOnce = ({ type }: JobParameters): boolean => type === 'normal'

/**
 * What stands between Agenda and a backend, and makes up for what Agenda leaves open:
 * a lock's life is measured here, by the clock given, and renewed by the run; only what is due is locked, and no more
 * than may run; the next time of a job is written with its end and not with its start, so that one whose worker died is
 * due at once when its lock has run out; the end of a job is written until the backend took it; a job that ran once is
 * removed with its end; a run that lost its lock writes nothing.
 */
export class GuardedRepository {
  readonly claims = new Claims()
  readonly #options: GuardOptions
  readonly #searches = new Map<string, Promise<unknown>>()
  readonly #again = new Set<string>()
  readonly #giveUp = new AbortController()
  /** Locks of then and before have run out, whatever their life. */
  readonly #lockedBefore: number
  #open = true
  #forgotAt = Number.NEGATIVE_INFINITY

  constructor(options: GuardOptions) {
    this.#options = options
    this.#lockedBefore = options.alone ? options.clock.now() - 1 : Number.NEGATIVE_INFINITY
  }

  /** Locks nothing more; resolves when nothing is on its way to be locked. */
  async close(): Promise<void> {
    this.#open = false
    await Promise.allSettled(this.#searches.values())
  }

  /** Ends what insists on a backend that is away. */
  giveUp(): void {
    this.#giveUp.abort(new CodedError('shutting_down'))
  }

  async getNextJobToRun(name: string, options?: JobRepositoryOptions): Promise<JobParameters | undefined> {
    const { claims } = this
    if (!this.#open || claims.count(name) >= this.#options.most(name)) return undefined
    if (this.#searches.has(name)) {
      this.#again.add(name)
      return undefined
    }
    const search = this.#search(name, options).finally(() => {
      this.#searches.delete(name)
      if (this.#again.delete(name)) this.#options.wake(name)
    })
    this.#searches.set(name, search)
    return search
  }

  async #search(name: string, options?: JobRepositoryOptions): Promise<JobParameters | undefined> {
    const { inner, clock, lockMs, reached, away } = this.#options
    const now = clock.now()
    try {
      const runOut = new Date(Math.max(now - lockMs, this.#lockedBefore))
      const row = await inner.getNextJobToRun(name, new Date(now), runOut, new Date(now), options)
      reached()
      if (row === undefined) return undefined
      this.claims.add(row)
      // Without a time Agenda runs it at once; what was locked is due, by the clock that counts here.
      return { ...row, lockedAt: neverRunsOut, nextRunAt: null }
    } catch (error) {
      away(error)
      throw error
    }
  }

  /** Where a run stands: its begin, or its end. @throws state_conflict when another has the job */
  async saveJobState(fields: JobParameters, options?: JobRepositoryOptions): Promise<void> {
    const claim = this.claims.of(fields)
    if (claim.verdict === null) return this.#begin(claim, options)
    try {
      if (claim.verdict === 'lost') return
      await untilReached(() => this.#end(claim, fields, options), {
        signal: this.#giveUp.signal,
        failed(error) {
          if (isLost(error)) throw error
        },
      })
    } finally {
      this.claims.remove(claim)
      this.#options.wake(claim.name)
    }
  }

  /** One whose begin cannot be written does not begin, and its lock runs out. */
  async #begin(claim: Claim, options?: JobRepositoryOptions): Promise<void> {
    try {
      await this.renew(claim, options)
    } catch (error) {
      this.claims.remove(claim)
      throw error
    }
  }

  /** Keeps the lock for another lifetime. @throws state_conflict when another has the job */
  async renew({ row, fields }: Claim, options?: JobRepositoryOptions, progress?: number): Promise<void> {
    const { inner, clock, away } = this.#options
    const at = new Date(clock.now())
    const job = { ...row, ...fields, lockedAt: at, nextRunAt: row.nextRunAt }
    try {
      await inner.saveJobState(progress === undefined ? job : { ...job, progress }, options)
    } catch (error) {
      if (!isLost(error)) away(error)
      throw error
    }
  }

  async #end(claim: Claim, fields: JobParameters, options?: JobRepositoryOptions): Promise<void> {
    const { inner, clock } = this.#options
    const { id, row, verdict } = claim
    if (verdict === 'returned') {
      const { lockedAt, ...free } = row
      const due: JobParameters = { ...free, nextRunAt: row.nextRunAt ?? new Date(clock.now()) }
      return inner.saveJobState(fields.lastRunAt ? { ...due, lastRunAt: fields.lastRunAt } : due, options)
    }
    // What took this job over meanwhile finds it gone, and its effect done.
    const isOver = isOnce(row) && (verdict === 'done' || (verdict === 'retried' && (await this.#hasNewerWish(claim))))
    if (isOver) await inner.removeJobs({ id })
    else await inner.saveJobState(fields, options)
    if (verdict === 'failed' && isOnce(row)) await this.#forgetFailed(row.name)
  }

  /** Rarely: while everything fails, the looks for what may go must not be what is done most. */
  async #forgetFailed(name: string): Promise<void> {
    const { inner, clock, logger } = this.#options
    const now = clock.monotonic()
    if (now - this.#forgotAt < forgetEveryMs) return
    this.#forgotAt = now
    const log = (error: unknown) => logger.debug({ err: error }, 'failed jobs could not be forgotten')
    await forgetFailed(inner, name).catch(log)
  }

  /** The same was asked for again while this one ran, and has not begun: that one does it. */
  async #hasNewerWish({ id, row }: Claim): Promise<boolean> {
    const key = (row.data as { key?: string } | null)?.key
    if (key === undefined) return false
    const { jobs } = await this.#options.inner.queryJobs({ name: row.name, data: { key } })
    return jobs.some(job => String(job._id) !== id && job.lastRunAt === undefined && job.nextRunAt !== null)
  }

  /** Never fails: what stays locked runs out. */
  async unlockJobs(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.claims.release(id)
    await this.#options.inner.unlockJobs([...ids]).catch((error: unknown) => {
      this.#options.logger.warn({ err: error }, 'jobs could not be unlocked; their locks run out')
    })
  }
}
