/** At most `count` in any `windowMs`. */
export interface RateRule {
  readonly count: number
  readonly windowMs: number
}

export interface RateVerdict {
  readonly allowed: boolean
  /** Seconds until the same may be allowed; 0 when it is. */
  readonly retryAfter: number
  readonly remaining: number
}

/** Sliding window with a constant number of counters per key, and a bound on keys (SE5). */
export interface RateLimiter {
  take(key: string, rule: RateRule, cost?: number): Promise<RateVerdict> | RateVerdict
}
