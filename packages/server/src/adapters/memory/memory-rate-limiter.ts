import type { Clock } from '../../ports/clock.ts'
import { onceMs, type RateLimiter, type RateVerdict } from '../../ports/rate-limiter.ts'
import { OnceNames } from './once-names.ts'
import { RateHistory } from './rate-history.ts'

export interface MemoryRateLimiterOptions {
  readonly clock: Clock
  /** Keys that are counted one by one; default 50,000. */
  readonly maxKeys?: number
  /** Shared counters that remember the keys pushed out; default 4,096. */
  readonly cells?: number
}

/** A key's history, and the use at which it went to the end. */
interface Placed {
  readonly history: RateHistory
  readonly placedAt: number
}

/**
 * Counts in this process (SE5). When there are too many keys, one of those unused for longest makes room; what it had used
 * goes into a shared cell, from which it begins when it comes back. So nobody gets a fresh count by making others fill
 * the table: sharing a cell may only make a limit stricter, for as long as the window lasts.
 */
export const createMemoryRateLimiter = ({
  clock,
  maxKeys = 50_000,
  cells: cellCount = 4_096,
}: MemoryRateLimiterOptions): RateLimiter => {
  // A map keeps the order of insertion: what is used goes to its end, so its first keys are those unused for longest. One
  // that is near the end stays there: a map goes past each place that a key had, and one that is used all the time has many.
  const histories = new Map<string, Placed>()
  const near = Math.floor(maxKeys / 16)
  let uses = 0
  const cells = new Map<number, RateHistory>()
  const counted = new OnceNames(onceMs, maxKeys)

  const evict = (): void => {
    for (const [key, { history }] of histories) {
      histories.delete(key)
      const cell = cellOf(key, cellCount)
      const kept = cells.get(cell)
      cells.set(cell, kept ? kept.atLeast(history) : history)
      return
    }
  }

  const historyOf = (key: string): RateHistory => {
    uses++
    const known = histories.get(key)
    if (known) {
      if (uses - known.placedAt > near) {
        histories.delete(key)
        histories.set(key, { ...known, placedAt: uses })
      }
      return known.history
    }
    if (histories.size >= maxKeys) evict()
    const cell = cells.get(cellOf(key, cellCount))
    const history = cell ? cell.copy() : new RateHistory()
    histories.set(key, { history, placedAt: uses })
    return history
  }

  return {
    take: (takes, once): readonly RateVerdict[] => {
      const now = clock.monotonic()
      const isCopy = once !== undefined && counted.has(once, now)
      const all = takes.map(({ key, rule, cost = 1 }) => ({ history: historyOf(key), rule, cost: isCopy ? 0 : cost }))
      const looks = all.map(({ history, rule, cost }) => history.look(now, rule, cost))
      if (isCopy || looks.some(({ allowed }) => !allowed)) return looks
      if (once !== undefined) counted.add(once, now)
      return all.map(({ history, rule, cost }) => history.take(now, rule, cost))
    },
  }
}

// FNV-1a: spreads keys over the cells; it needs no secret, for sharing a cell never helps anyone.
const cellOf = (key: string, cells: number): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % cells
}
