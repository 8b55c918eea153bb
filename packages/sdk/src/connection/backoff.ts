const base = 500
const cap = 30_000

/**
 * Milliseconds before the next try: full jitter, so that many clients that lost one server do not come back together
 * (RT9). `attempt` counts the tries that failed in a row; `retryAfter` is what the server asked for, in seconds.
 */
export const backoff = (attempt: number, retryAfter = 0, random: () => number = Math.random): number =>
  retryAfter * 1000 + random() * Math.min(cap, base * 2 ** Math.min(attempt, 16))
