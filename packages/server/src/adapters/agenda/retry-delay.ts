const firstMs = 1_000
const longestMs = 600_000

/**
 * Milliseconds until a failed job is tried again: anything up to a bound that doubles, from a second to ten minutes
 * (full jitter), so that jobs which failed together do not come back together.
 * @param attempt tries that failed, from 1
 */
export const retryDelay = (attempt: number, random: () => number = Math.random): number =>
  Math.ceil(random() * Math.min(longestMs, firstMs * 2 ** (attempt - 1)))

/** Which try of its round this is: a job that repeats begins anew with each of its times. */
export const attemptOf = (failCount: number, attempts: number): number => ((failCount - 1) % attempts) + 1
