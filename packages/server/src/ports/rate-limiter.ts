/** At most `count` in any `windowMs`. */
export interface RateRule {
  readonly count: number
  readonly windowMs: number
}

/** One key that is counted, and by which rule. */
export interface RateTake {
  readonly key: string
  readonly rule: RateRule
  /** Uses that it takes; default 1. */
  readonly cost?: number
}

export interface RateVerdict {
  readonly allowed: boolean
  /** Seconds until the same may be allowed; 0 when it is. */
  readonly retryAfter: number
  readonly remaining: number
}

/** Milliseconds for which the name of an act is known: copies of it come within a retry or two. */
export const onceMs = 10_000

/** Sliding window with a constant number of counters per key, and a bound on keys (SE5). */
export interface RateLimiter {
  /**
   * Counts all of several keys, no two of them the same, or none: where one refuses, the others have lost nothing. So
   * whoever has used up what is theirs takes nothing from what they share.
   *
   * Answers a verdict for each key, in order. What is left of keys that allow what another refused is as it was.
   *
   * @param once name of an act whose copies take the same keys: one that was counted by that name in the last `onceMs`,
   * by whichever node, is allowed and not counted again
   */
  take(takes: readonly RateTake[], once?: string): Promise<readonly RateVerdict[]> | readonly RateVerdict[]
}

/** Of verdicts on keys that were taken together the one to go by: the refusal that lasts longest; null: all allow. */
export const refusalOf = <V extends RateVerdict>(verdicts: readonly V[]): V | null =>
  verdicts
    .filter(({ allowed }) => !allowed)
    .reduce<V | null>((longest, one) => (longest && longest.retryAfter >= one.retryAfter ? longest : one), null)
