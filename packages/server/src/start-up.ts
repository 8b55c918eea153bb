import { setTimeout as delay } from 'node:timers/promises'
import { CodedError } from './ports/coded-error.ts'
import type { Logger } from './ports/logger.ts'
import type { ReadinessCheck } from './telemetry/readiness.ts'

export interface StartUpOptions {
  /** What has to happen once the store is there; run again from the beginning when the store went away meanwhile. */
  readonly steps: (signal: AbortSignal) => Promise<void>
  /** The store may come later: a store that is away is waited for. Otherwise it fails the start. */
  readonly waits: boolean
  readonly logger: Logger
  /** Milliseconds between two tries. Default 1,000. */
  readonly retryMs?: number
}

type State =
  | { readonly name: 'starting'; readonly reason: string }
  | { readonly name: 'begun' }
  | { readonly name: 'failed'; readonly error: unknown }

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const mayCome = (error: unknown): boolean =>
  error instanceof CodedError && error.code === 'store_unavailable' && error.retryAfter !== undefined

/** The part of a start that needs the store: done at once, or as soon as the store can be reached (ST1). */
export class StartUp {
  /** Settles when it is done; rejects with what no waiting would mend. */
  readonly done: Promise<void>
  readonly #options: StartUpOptions
  readonly #abort = new AbortController()
  #state: State = { name: 'starting', reason: 'it was not reached yet' }

  constructor(options: StartUpOptions) {
    this.#options = options
    this.done = this.#run()
    this.done.catch(() => {})
  }

  get hasBegun(): boolean {
    return this.#state.name === 'begun'
  }

  /** True when it was done within so many milliseconds. @throws what `done` rejects with */
  async within(ms: number): Promise<boolean> {
    const over = new AbortController()
    try {
      return await Promise.race([
        this.done.then(() => true),
        delay(ms, false, { signal: over.signal }).catch(() => false),
      ])
    } finally {
      over.abort()
    }
  }

  /** Vital: before it is done nothing can be promised. */
  get check(): ReadinessCheck {
    return {
      name: 'start',
      vital: true,
      look: async () => {
        if (this.#state.name === 'starting') throw new Error(`Waiting for the store: ${this.#state.reason}`)
        if (this.#state.name === 'failed') throw new Error(words(this.#state.error))
      },
    }
  }

  /** Gives up what has not happened yet. */
  async stop(): Promise<void> {
    this.#abort.abort(new CodedError('shutting_down'))
    await this.done.catch(() => {})
  }

  async #run(): Promise<void> {
    const { steps, waits, logger, retryMs = 1_000 } = this.#options
    const { signal } = this.#abort
    for (;;) {
      try {
        signal.throwIfAborted()
        await steps(signal)
        this.#state = { name: 'begun' }
        return
      } catch (error) {
        if (signal.aborted || !waits || !mayCome(error)) {
          this.#state = { name: 'failed', error }
          throw error
        }
        const reason = words(error)
        // Tried each second, told once for each reason.
        const isNews = this.#state.name !== 'starting' || this.#state.reason !== reason
        this.#state = { name: 'starting', reason }
        logger[isNews ? 'warn' : 'debug']({ reason }, 'the start waits for the store')
        await delay(retryMs, undefined, { signal }).catch(() => {})
      }
    }
  }
}
