import { setTimeout as delay } from 'node:timers/promises'
import { Agenda, type AgendaBackend } from 'agenda'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { JobData, JobDefinition, JobInfo, JobName, Jobs, JobsObserver, JobsState } from '../../ports/jobs.ts'
import type { Logger } from '../../ports/logger.ts'
import { guardedBackend } from './guarded-backend.ts'
import { GuardedRepository } from './guarded-repository.ts'
import { onceRow } from './job-data.ts'
import { listJobs } from './list-jobs.ts'
import { attemptOf, retryDelay } from './retry-delay.ts'
import { type RunRoom, runJob, usualAttempts } from './run-job.ts'
import { expectSchedule, removeSchedule, writeSchedule } from './schedules.ts'
import { untilReached } from './until-reached.ts'
import { WakeUps } from './wake-ups.ts'

export interface AgendaJobsOptions {
  readonly backend: AgendaBackend
  /** Names this process among all, also among those before it: a row's lock is told by it. */
  readonly worker: string
  readonly clock: Clock
  readonly logger: Logger
  readonly observer?: JobsObserver
  /** No other process works on this backend: what a worker before this one had is taken up at once. Default false. */
  readonly alone?: boolean
  /** Milliseconds for which a lock holds unless it is renewed. Default two minutes. */
  readonly lockMs?: number
  /** Milliseconds between two renewals. Default 20,000. */
  readonly renewMs?: number
  /** Milliseconds between two looks for work that another process asked for. Default 2,000. */
  readonly pollMs?: number
  /** Milliseconds between two counts of what waits. Default 10,000. */
  readonly countMs?: number
}

/** Agenda holds a timer of half its lock's life for each job that ended: ours are kept by the guard, so its may be short. */
const agendaLockMs = 1_000

/** Milliseconds for which a stop waits for work whose signal was aborted, and for its end to be written. */
const patienceMs = 7_000

type Life = Exclude<JobsState, { name: 'running' }> | { readonly name: 'running' }

const ignore = (): void => {}

class AgendaJobs implements Jobs {
  readonly #options: Required<Omit<AgendaJobsOptions, 'observer'>>
  readonly #agenda: Agenda
  readonly #guard: GuardedRepository
  readonly #room: RunRoom
  readonly #wakeUps = new WakeUps()
  readonly #connected = Promise.withResolvers<void>()
  readonly #stopping = new AbortController()
  readonly #definitions = new Map<JobName, JobDefinition>()
  readonly #schedules = new Map<JobName, string | number>()
  #life: Life = { name: 'idle' }
  #begun: Promise<void> = Promise.resolve()
  #stopped: Promise<void> | undefined
  #counting: NodeJS.Timeout | undefined
  readonly #looked = Promise.withResolvers<void>()
  #isConnected = false
  #waiting = 0
  #failed = 0

  constructor({ observer, ...options }: AgendaJobsOptions) {
    this.#options = { alone: false, lockMs: 120_000, renewMs: 20_000, pollMs: 2_000, countMs: 10_000, ...options }
    const { backend, worker, clock, logger, alone, lockMs, renewMs, pollMs } = this.#options
    this.#guard = new GuardedRepository({
      inner: backend.repository,
      clock,
      logger,
      alone,
      lockMs,
      most: name => this.#definitions.get(name as JobName)?.concurrency ?? 1,
      reached: () => this.#reached(),
      away: error => this.#away(error),
      wake: name => this.#wakeUps.wake(name),
    })
    this.#agenda = new Agenda({
      name: worker,
      backend: guardedBackend(backend, this.#guard, () => this.#connected.promise),
      processEvery: pollMs,
      defaultLockLifetime: agendaLockMs,
      notificationChannel: this.#wakeUps.channel,
    })
    this.#agenda.on('error', error => logger.debug({ err: error }, 'agenda'))
    this.#room = {
      ...{ guard: this.#guard, worker, clock, logger, lockMs, renewMs },
      ended: outcome => {
        if (outcome.outcome === 'failed') this.#failed++
        observer?.ended(outcome)
      },
    }
  }

  define<Data>(job: JobDefinition<Data>): void {
    const definition = job as JobDefinition
    const { name, concurrency = 1, attempts = usualAttempts } = definition
    this.#definitions.set(name, definition)
    this.#agenda.define(name, run => runJob(run, definition, this.#room), {
      concurrency,
      lockLimit: concurrency,
      backoff({ attempt }) {
        const tried = attemptOf(attempt, attempts)
        return tried < attempts ? retryDelay(tried) : null
      },
    })
  }

  every(name: JobName, schedule: string | number): void {
    expectSchedule(this.#agenda, name, schedule)
    this.#schedules.set(name, schedule)
    if (this.#isConnected) void this.#writeSchedules([name]).catch(ignore)
  }

  async once(name: JobName, key: string, data: JobData, at = this.#options.clock.now()): Promise<void> {
    const { backend, worker } = this.#options
    if (!this.#isConnected || this.#stopping.signal.aborted)
      throw new CodedError('store_unavailable', { detail: 'Jobs cannot be kept now', retryAfter: 5 })
    try {
      await backend.repository.saveJob(onceRow(name, key, data, at), { lastModifiedBy: worker })
    } catch (cause) {
      if (cause instanceof CodedError) throw cause
      throw new CodedError('store_unavailable', { detail: 'A job could not be kept', retryAfter: 5, cause })
    }
    if (at <= this.#options.clock.now()) this.#wakeUps.wake(name)
  }

  async start(): Promise<void> {
    if (this.#life.name !== 'idle') return
    this.#setLife({ name: 'starting' }, 'start')
    const definitions = [...this.#definitions.values()]
    this.#agenda.maxConcurrency(definitions.reduce((sum, { concurrency = 1 }) => sum + concurrency, 1))
    this.#begun = this.#begin().catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) this.#away(error)
    })
    await this.#looked.promise
  }

  stop(graceMs: number): Promise<void> {
    this.#stopped ??= this.#stop(graceMs)
    return this.#stopped
  }

  state(): JobsState {
    const life = this.#life
    if (life.name !== 'running') return life
    return { name: 'running', busy: this.#guard.claims.begun().length, waiting: this.#waiting, failed: this.#failed }
  }

  async list(): Promise<JobInfo[]> {
    const { backend, clock, lockMs } = this.#options
    try {
      return await listJobs(backend.repository, clock.now() - lockMs)
    } catch (cause) {
      if (cause instanceof CodedError) throw cause
      throw new CodedError('store_unavailable', { detail: 'The jobs cannot be read', retryAfter: 5, cause })
    }
  }

  #setLife(life: Life, reason: string): void {
    const from = this.#life
    this.#life = life
    if (life.name !== 'starting') this.#looked.resolve()
    if (from.name === life.name) return
    const level = life.name === 'away' ? 'warn' : 'info'
    this.#options.logger[level]({ from: from.name, to: life.name, reason }, 'jobs')
  }

  #reached(): void {
    if (this.#life.name === 'away' || this.#life.name === 'starting') this.#setLife({ name: 'running' }, 'reached')
  }

  #away(error: unknown): void {
    if (this.#life.name === 'stopping' || this.#life.name === 'stopped') return
    const reason = error instanceof Error ? error.message : String(error)
    this.#setLife({ name: 'away', reason }, reason)
  }

  #insist<T>(attempt: () => Promise<T>): Promise<T> {
    return untilReached(attempt, { signal: this.#stopping.signal, failed: error => this.#away(error) })
  }

  async #begin(): Promise<void> {
    const { backend, countMs } = this.#options
    await this.#insist(() =>
      backend.connect().catch(async (error: unknown) => {
        await backend.disconnect().catch(ignore)
        throw error
      }),
    )
    this.#isConnected = true
    this.#connected.resolve()
    await this.#writeSchedules([...this.#definitions.keys()])
    await this.#agenda.start()
    this.#reached()
    this.#counting = setInterval(() => void this.#count(), countMs)
    this.#counting.unref()
  }

  async #writeSchedules(names: readonly JobName[]): Promise<void> {
    const { backend, worker } = this.#options
    for (const name of names) {
      await this.#insist(() => {
        const schedule = this.#schedules.get(name)
        if (schedule === undefined) return removeSchedule(backend.repository, name)
        return writeSchedule(this.#agenda, backend.repository, worker, name, schedule)
      })
      this.#wakeUps.wake(name)
    }
  }

  async #count(): Promise<void> {
    try {
      const size = await this.#options.backend.repository.getQueueSize()
      this.#waiting = Math.max(0, size - this.#guard.claims.begun().length)
      this.#reached()
    } catch (error) {
      this.#away(error)
    }
  }

  async #stop(graceMs: number): Promise<void> {
    const { backend, logger } = this.#options
    this.#setLife({ name: 'stopping' }, 'stop')
    this.#stopping.abort(new CodedError('shutting_down'))
    clearInterval(this.#counting)
    await this.#begun
    await this.#guard.close()
    await this.#idleWithin(graceMs)
    for (const { run } of this.#guard.claims.begun()) run?.end('stopping')
    await this.#idleWithin(patienceMs)
    this.#guard.giveUp()
    await this.#agenda.stop(false)
    await backend.disconnect().catch((error: unknown) => logger.warn({ err: error }, 'jobs: closing failed'))
    this.#setLife({ name: 'stopped' }, 'stopped')
  }

  async #idleWithin(ms: number): Promise<void> {
    const over = new AbortController()
    await Promise.race([
      this.#guard.claims.idle().then(() => over.abort()),
      delay(ms, undefined, { signal: over.signal }).catch(ignore),
    ])
    over.abort()
  }
}

/** Jobs on Agenda (OP5), over its backend on MongoDB or ours on SQLite. Nothing runs before `start`. */
export const createAgendaJobs = (options: AgendaJobsOptions): Jobs => new AgendaJobs(options)
