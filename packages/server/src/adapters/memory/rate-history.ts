import type { RateRule, RateVerdict } from '../../ports/rate-limiter.ts'

/** Into how many pieces a window is cut: what is counted together leaves together, at most a tenth of the window late. */
const pieces = 10

/**
 * What one key used, as at most a dozen pairs of time and count. Uses within a tenth of the window are one pair at the
 * time of the last of them: so no window ever holds more than the rule allows, and a burst is forgotten exactly one
 * window after it.
 */
export class RateHistory {
  // Flat pairs, oldest first: time of the last use, count.
  #pairs: number[] = []
  #opened = 0
  #total = 0

  /** Whether the rule allows `cost` uses, and what is left before them. */
  look(now: number, { count, windowMs }: RateRule, cost: number): RateVerdict {
    this.#forget(now - windowMs)
    const allowed = this.#total + cost <= count
    const retryAfter = allowed ? 0 : this.#secondsUntil(now, count - cost, windowMs)
    return { allowed, retryAfter, remaining: count - this.#total }
  }

  /** Counts `cost` uses if the rule allows them; a refused use is not counted. */
  take(now: number, rule: RateRule, cost: number): RateVerdict {
    const verdict = this.look(now, rule, cost)
    if (!verdict.allowed) return verdict
    this.#add(now, cost, rule.windowMs / pieces)
    return { ...verdict, remaining: rule.count - this.#total }
  }

  copy(): RateHistory {
    return this.#with([...this.#pairs], this.#total)
  }

  /** A history that allows no more than either does: at each moment it has used as much as the one that used more. */
  atLeast(other: RateHistory): RateHistory {
    const times = [...this.#times(), ...other.#times()].sort((a, b) => b - a)
    const pairs: number[] = []
    let total = 0
    for (const time of times) {
      const more = Math.max(this.#usedFrom(time), other.#usedFrom(time)) - total
      if (more <= 0) continue
      total += more
      // Of too many pairs the older ones are joined, at the later of their times.
      if (pairs.length < 2 * (pieces + 1)) pairs.unshift(time, more)
      else pairs[1] = (pairs[1] ?? 0) + more
    }
    return this.#with(pairs, total)
  }

  #times(): number[] {
    return this.#pairs.filter((_, at) => at % 2 === 0)
  }

  #usedFrom(time: number): number {
    let used = 0
    for (let at = 0; at < this.#pairs.length; at += 2)
      if ((this.#pairs[at] ?? 0) >= time) used += this.#pairs[at + 1] ?? 0
    return used
  }

  #with(pairs: number[], total: number): RateHistory {
    const history = new RateHistory()
    history.#pairs = pairs
    history.#total = total
    // Nothing is added to a pair whose beginning is not known.
    history.#opened = Number.NEGATIVE_INFINITY
    return history
  }

  #forget(until: number): void {
    let gone = 0
    while (gone < this.#pairs.length && (this.#pairs[gone] ?? 0) <= until) {
      this.#total -= this.#pairs[gone + 1] ?? 0
      gone += 2
    }
    if (gone > 0) this.#pairs.splice(0, gone)
  }

  #add(now: number, cost: number, pieceMs: number): void {
    const last = this.#pairs.length - 2
    const isOpen = last >= 0 && now - this.#opened < pieceMs
    if (isOpen) {
      this.#pairs[last] = now
      this.#pairs[last + 1] = (this.#pairs[last + 1] ?? 0) + cost
    } else {
      this.#pairs.push(now, cost)
      this.#opened = now
    }
    this.#total += cost
  }

  /** Until at most `bearable` uses are left in the window; a whole window where that never comes. */
  #secondsUntil(now: number, bearable: number, windowMs: number): number {
    let left = this.#total
    for (let at = 0; at < this.#pairs.length && left > bearable; at += 2) {
      left -= this.#pairs[at + 1] ?? 0
      if (left <= bearable) return Math.max(1, Math.ceil(((this.#pairs[at] ?? 0) + windowMs - now) / 1000))
    }
    return Math.max(1, Math.ceil(windowMs / 1000))
  }
}
