/** Milliseconds of the longest pause between two tries: less than a lease, so that who lives is back before it is missed. */
export const longestPause = 500

/** Milliseconds in which a server is reached, and answers. */
export const usualTimeout = 2_000

/** Milliseconds before the next try, with full jitter: nodes that lost Redis together do not come back together. */
export const retryPause = (failures: number, random: () => number = Math.random): number =>
  random() * Math.min(longestPause, 50 * 2 ** Math.min(failures, 10))
