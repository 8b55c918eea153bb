/** When a lease was missed, on the clock that never goes back. */
interface Missing {
  /** The first look that missed it had ended. */
  readonly since: number
  /** The latest look that missed it began. */
  readonly until: number
}

/** A look under way. */
export interface LeaseLook {
  readonly began: number
  readonly round: number
}

/**
 * Who is gone, by looks at leases (RT5): only who was missing at every look for a whole lease time. A break of the
 * connection, and a pause of this process, prove nothing: everything starts over. After a break others may be on their way
 * back as well, and Redis may have lost their leases: nobody is gone until they have had the time for it.
 */
export class LeaseJudge {
  readonly #leaseMs: number
  readonly #returnMs: number
  /** Bounded by those who are asked for: one that was found, or is asked for no more, is forgotten. */
  readonly #missing = new Map<string, Missing>()
  readonly #askedAt = new Map<string, number>()
  #lookedAt = Number.NEGATIVE_INFINITY
  #round = 0
  /** The first look after the latest break had ended; null while there was none. */
  #backSince: number | null = Number.NEGATIVE_INFINITY

  /** @param returnMs milliseconds in which one that lives holds its lease again after a break */
  constructor(leaseMs: number, returnMs = 0) {
    this.#leaseMs = leaseMs
    this.#returnMs = returnMs
  }

  /** Those who were missing at the last look at them, and of whom somebody wants to know. */
  suspects(now: number): string[] {
    for (const [owner, at] of this.#askedAt) if (now - at > 10 * this.#leaseMs) this.#forget(owner)
    return [...this.#missing.keys()]
  }

  ask(owners: readonly string[], now: number): void {
    for (const owner of owners) this.#askedAt.set(owner, now)
  }

  /** The connection broke, or a look failed. */
  broke(): void {
    this.#startOver()
    this.#backSince = null
  }

  begin(now: number): LeaseLook {
    if (now - this.#lookedAt > this.#leaseMs) this.#startOver()
    this.#lookedAt = now
    return { began: now, round: this.#round }
  }

  /** What a look found. One that began before everything started over is nothing. */
  found({ began, round }: LeaseLook, now: number, there: readonly string[], missing: readonly string[]): void {
    if (round !== this.#round) return
    this.#backSince ??= now
    for (const owner of there) this.#forget(owner)
    for (const owner of missing) {
      const since = this.#missing.get(owner)?.since ?? now
      this.#missing.set(owner, { since, until: began })
    }
  }

  isGone(owner: string): boolean {
    const missing = this.#missing.get(owner)
    if (missing === undefined || this.#backSince === null) return false
    return missing.until - missing.since >= this.#leaseMs && missing.until - this.#backSince >= this.#returnMs
  }

  #startOver(): void {
    this.#round++
    this.#missing.clear()
  }

  #forget(owner: string): void {
    this.#missing.delete(owner)
    this.#askedAt.delete(owner)
  }
}
