import type { Clock } from '../ports/clock.ts'

/** What a beat does, and how far it is to the next. */
export interface TickerOptions {
  readonly clock: Clock
  readonly beat: () => void
  /** Milliseconds until the next beat; asked after each. */
  readonly period: () => number
}

/** The one timer of a node's running answers. */
export class Ticker {
  readonly #options: TickerOptions
  #timer: NodeJS.Timeout | undefined
  #dueAt = Number.POSITIVE_INFINITY
  #stopped = false

  constructor(options: TickerOptions) {
    this.#options = options
    this.hasten()
  }

  /** The period may be shorter now. A beat that is due earlier stays, so that many calls can't put it off. */
  hasten(): void {
    if (this.#stopped) return
    const { clock, period } = this.#options
    const wait = period()
    const dueAt = clock.monotonic() + wait
    if (dueAt >= this.#dueAt) return
    clearTimeout(this.#timer)
    this.#dueAt = dueAt
    this.#timer = setTimeout(() => this.#beat(), wait)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #beat(): void {
    this.#dueAt = Number.POSITIVE_INFINITY
    try {
      this.#options.beat()
    } finally {
      this.hasten()
    }
  }
}
