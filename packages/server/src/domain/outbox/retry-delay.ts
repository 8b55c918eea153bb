const first = 1_000
const longest = 60_000

/** Milliseconds to wait after so many attempts: doubled each time, a minute at most. */
export const retryDelay = (attempts: number): number => Math.min(longest, first * 2 ** Math.max(0, attempts - 1))
