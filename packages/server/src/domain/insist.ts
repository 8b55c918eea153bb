import { isUnavailable } from '../ports/outage-note.ts'
import { retryDelay } from './retry-delay.ts'

/** How long to wait between tries, and when to give up. */
export interface Insistence {
  readonly retryMs: number
  readonly maxRetryMs: number
  readonly signal: AbortSignal
}

/** Waits; ends early when aborted. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })

/**
 * Tries until the store can be reached. `unsure` tells an attempt that an earlier one may have been done without our
 * hearing of it. Any other failure, and the last one when aborted, is thrown.
 */
export const insist = async <T>(attempt: (unsure: boolean) => Promise<T>, how: Insistence): Promise<T> => {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(tries > 0)
    } catch (error) {
      if (!isUnavailable(error) || how.signal.aborted) throw error
      await pause(retryDelay(tries, how), how.signal)
      if (how.signal.aborted) throw error
    }
  }
}
