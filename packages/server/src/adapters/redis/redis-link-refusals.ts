import type { Clock } from '../../ports/clock.ts'
import type { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'

/** Milliseconds after which a refusal that was not heard again is news. */
const newsAfter = 60_000

/** Tells the log when Redis begins to refuse commands by some word, not for each command. */
export class RefusalLog {
  readonly #logger: Logger
  readonly #clock: Clock
  /** Bounded by the words that Redis has. */
  readonly #heardAt = new Map<string, number>()

  constructor(logger: Logger, clock: Clock) {
    this.#logger = logger
    this.#clock = clock
  }

  /** @param word null: it was no answer of Redis, and the state of the link tells what it was */
  heard(word: string | null, { code, detail }: CodedError): void {
    if (word === null) return
    const now = this.#clock.monotonic()
    const before = this.#heardAt.get(word)
    this.#heardAt.set(word, now)
    if (before === undefined || now - before > newsAfter)
      this.#logger.warn({ word, code, reason: detail }, 'redis refuses commands')
  }
}
