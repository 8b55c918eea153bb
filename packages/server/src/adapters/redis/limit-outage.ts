import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'

export interface OutageOptions {
  /** What goes on by itself meanwhile, for the log. */
  readonly what: string
  readonly clock: Pick<Clock, 'monotonic'>
  readonly logger: Pick<Logger, 'info' | 'warn'>
  /** Milliseconds after a failure in which Redis is not asked again. Default a second. */
  readonly pauseMs?: number
}

/** `until`: of the monotonic clock; then one call tries Redis again. */
type State = { readonly name: 'shared' } | { readonly name: 'alone'; readonly until: number }

/**
 * Bounds what an outage of Redis costs: after a failure the stand-in answers at once, and one call a second finds out
 * whether Redis is back, so that nobody else waits for it. Each change is one line in the log.
 */
export class Outage {
  readonly #options: OutageOptions
  readonly #pauseMs: number
  #state: State = { name: 'shared' }

  constructor(options: OutageOptions) {
    this.#options = options
    this.#pauseMs = options.pauseMs ?? 1_000
  }

  /** What Redis says, or the stand-in where it says nothing. */
  async run<T>(shared: () => Promise<T>, alone: () => Promise<T> | T): Promise<T> {
    const now = this.#options.clock.monotonic()
    if (this.#state.name === 'alone') {
      if (now < this.#state.until) return alone()
      this.#set({ name: 'alone', until: now + this.#pauseMs })
    }
    const begun = this.#state
    try {
      const said = await shared()
      // One that was under way when another failed does not end the outage; the next that tries does.
      if (begun === this.#state) this.#set({ name: 'shared' })
      return said
    } catch (error) {
      if (begun === this.#state)
        this.#set({ name: 'alone', until: this.#options.clock.monotonic() + this.#pauseMs }, error)
      return alone()
    }
  }

  #set(next: State, error?: unknown): void {
    const from = this.#state.name
    this.#state = next
    if (from === next.name) return
    const { logger, what } = this.#options
    if (next.name === 'alone') logger.warn({ what, err: error }, 'Redis is away: this node goes by itself')
    else logger.info({ what }, 'Redis is back: the nodes go together')
  }
}
