import type { Clock } from './clock.ts'

/** What a job's work is given. */
export interface JobContext {
  /** Aborted when the job's lock was lost, when it ran too long, and when the server stops. */
  readonly signal: AbortSignal
  readonly clock: Pick<Clock, 'now'>
  /** Tells that it still goes on, and how far it is (0 to 1). @throws when the run was ended meanwhile */
  touch(progress?: number): Promise<void>
}

/**
 * Work that is done later (OP5). A job may run twice, late, or on two nodes at once: its effect is one verb under a
 * unique key or an expected version, so that again changes nothing.
 */
export interface JobDefinition<Data = unknown> {
  readonly name: JobName
  /** What it does, for operators. */
  readonly meaning: string
  /** How many of this kind run at once on a node. Default 1. */
  readonly concurrency?: number
  /** How often it is tried before it counts as failed. Default 5. */
  readonly attempts?: number
  /** Milliseconds after which a run is ended and counts as failed. Default an hour. */
  readonly longestMs?: number
  /** Answers what it did, in numbers, for the log. */
  run(data: Data, context: JobContext): Promise<Readonly<Record<string, number>>>
}

/** Names of all jobs, as metrics and the console show them. */
export const jobNames = [
  'reconcile',
  'retention',
  'purge',
  'outbox-sweep',
  'seal-audit',
  'erasures',
  'title',
  'suggestions',
  'quota',
  'summarise',
  'summary-sweep',
  'webhooks',
] as const

export type JobName = (typeof jobNames)[number]

/** Where jobs stand; for `/ready`, logs and metrics. */
export type JobsState =
  | { readonly name: 'idle' }
  | { readonly name: 'starting' }
  /** `waiting`: due and not begun, as last seen; `failed`: given up since the start. */
  | { readonly name: 'running'; readonly busy: number; readonly waiting: number; readonly failed: number }
  /** The backend cannot be reached; it is tried again. */
  | { readonly name: 'away'; readonly reason: string }
  | { readonly name: 'stopping' }
  | { readonly name: 'stopped' }

/**
 * How one run of a job ended. `lost`: its lock had run out and another may have it; `returned`: the server stopped, and
 * it is due again at once, for anybody.
 */
export interface JobOutcome {
  readonly job: JobName
  readonly outcome: 'done' | 'retried' | 'failed' | 'lost' | 'returned'
  readonly seconds: number
}

/** Hears how runs end; for metrics. */
export interface JobsObserver {
  ended(outcome: JobOutcome): void
}

/** What a job that runs once is given: ids and numbers, never text. */
export type JobData = Readonly<Record<string, string | number>>

/** Runs jobs: each once for its key and time, however many nodes there are. */
export interface Jobs {
  /** Before `start`; a later one of the same name replaces it. */
  define<Data>(job: JobDefinition<Data>): void
  /**
   * Runs it again and again: by a cron line (UTC) or every so many milliseconds. One schedule a name; a later one
   * replaces it. Kept until the backend is there. A time that passed while nothing ran is made up for once.
   * @throws invalid_request for a line that is no cron
   */
  every(name: JobName, schedule: string | number): void
  /**
   * Runs it once for this key; asked again before it began, the first wish stands and it is still once. Kept when it
   * resolves. `at`: not before then. @throws store_unavailable
   */
  once(name: JobName, key: string, data: JobData, at?: number): Promise<void>
  /**
   * Takes up work, and resolves when that is done or the backend was found away: it is tried again until it is there,
   * and `state` tells it.
   */
  start(): Promise<void>
  /** Takes nothing more; what runs has the grace time, then its signal is aborted and it is given back. */
  stop(graceMs: number): Promise<void>
  state(): JobsState
  /** What is known of each job, the next ones first, at most 500; for the console. @throws store_unavailable */
  list(): Promise<JobInfo[]>
}

export interface JobInfo {
  readonly name: JobName
  readonly key: string | null
  readonly nextRunAt: number | null
  readonly lastRunAt: number | null
  readonly lastFinishedAt: number | null
  readonly failCount: number
  readonly running: boolean
}
