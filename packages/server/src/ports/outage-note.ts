import { CodedError } from './coded-error.ts'
import type { Logger } from './logger.ts'

/** Is the store, or the log, out of reach? Then whether a verb was done is not known. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof CodedError && error.code === 'store_unavailable'

/**
 * Notes what fails in one of many places at once. That the store is away is told once by who looks at it again and again
 * (see {@link OutageNote}); anything else is news here too.
 */
export const noteFailure = (
  logger: Pick<Logger, 'debug' | 'warn'>,
  fields: Readonly<Record<string, unknown>>,
  error: unknown,
  words: string,
): void => logger[isUnavailable(error) ? 'debug' : 'warn']({ ...fields, err: error }, words)

/** Tells of work that is tried again and again: when it begins to fail, and when it succeeds again, not of each attempt. */
export class OutageNote {
  readonly #logger: Pick<Logger, 'debug' | 'info' | 'warn'>
  readonly #words: { readonly fails: string; readonly works: string }
  #failures = 0

  constructor(
    logger: Pick<Logger, 'debug' | 'info' | 'warn'>,
    words: { readonly fails: string; readonly works: string },
  ) {
    this.#logger = logger
    this.#words = words
  }

  failed(error: unknown): void {
    const level = this.#failures++ === 0 ? 'warn' : 'debug'
    this.#logger[level]({ err: error }, this.#words.fails)
  }

  worked(): void {
    if (this.#failures > 0) this.#logger.info({ failures: this.#failures }, this.#words.works)
    this.#failures = 0
  }
}
