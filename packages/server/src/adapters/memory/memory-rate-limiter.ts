import type { Clock } from '../../ports/clock.ts'
import type { RateLimiter, RateRule, RateVerdict } from '../../ports/rate-limiter.ts'
import { RateHistory } from './rate-history.ts'

export interface MemoryRateLimiterOptions {
  readonly clock: Clock
  /** Keys that are counted one by one; default 50,000. */
  readonly maxKeys?: number
  /** Shared counters that remember the keys pushed out; default 4,096. */
  readonly cells?: number
}

/**
 * Counts in this process (SE5). When there are too many keys, the one unused for longest makes room; what it had used
 * goes into a shared cell, from which it begins when it comes back. So nobody gets a fresh count by making others fill
 * the table: sharing a cell may only make a limit stricter, for as long as the window lasts.
 */
export const createMemoryRateLimiter = ({
  clock,
  maxKeys = 50_000,
  cells: cellCount = 4_096,
}: MemoryRateLimiterOptions): RateLimiter => {
  // A map keeps the order of insertion: what is used goes to its end, so its first key is the one unused for longest.
  const histories = new Map<string, RateHistory>()
  const cells = new Map<number, RateHistory>()

  const evict = (): void => {
    for (const [key, history] of histories) {
      histories.delete(key)
      const cell = cellOf(key, cellCount)
      const kept = cells.get(cell)
      cells.set(cell, kept ? kept.atLeast(history) : history)
      return
    }
  }

  const historyOf = (key: string): RateHistory => {
    const known = histories.get(key)
    if (known) {
      histories.delete(key)
      histories.set(key, known)
      return known
    }
    if (histories.size >= maxKeys) evict()
    const cell = cells.get(cellOf(key, cellCount))
    const history = cell ? cell.copy() : new RateHistory()
    histories.set(key, history)
    return history
  }

  return {
    take: (key: string, rule: RateRule, cost = 1): RateVerdict => historyOf(key).take(clock.monotonic(), rule, cost),
  }
}

// FNV-1a: spreads keys over the cells; it needs no secret, for sharing a cell never helps anyone.
const cellOf = (key: string, cells: number): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % cells
}
