import { setTimeout as delay } from 'node:timers/promises'

const firstMs = 100
const longestMs = 5_000

export interface Persistence {
  /** Ends it: then it rejects with the signal's reason. */
  readonly signal: AbortSignal
  /** Hears of each attempt that failed. Throwing ends it too. */
  readonly failed: (error: unknown) => void
}

/** Tries until it works, with waits from a tenth of a second to five. */
export const untilReached = async <T>(attempt: () => Promise<T>, { signal, failed }: Persistence): Promise<T> => {
  for (let waitMs = firstMs; ; waitMs = Math.min(longestMs, waitMs * 2)) {
    signal.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      failed(error)
    }
    await delay(waitMs, undefined, { signal })
  }
}
