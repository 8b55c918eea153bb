/** Eight times the length may take this many times as long; 64 would be quadratic. */
export const growthLimit = 24
const rounds = 15

function elapsed(act: () => unknown): number {
  const start = performance.now()
  act()
  return performance.now() - start
}

/** How the time grows, by the best of as many rounds as a busy machine needs. */
export function growth(short: () => unknown, long: () => unknown): number {
  let ratio = Number.POSITIVE_INFINITY
  let best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const
  for (let round = 0; round < rounds && (round < 2 || ratio > growthLimit); round++) {
    best = [Math.min(best[0], elapsed(short)), Math.min(best[1], elapsed(long))]
    // Half a millisecond is the noise of the clock.
    ratio = (best[1] + 0.5) / (best[0] + 0.5)
  }
  return ratio
}
