import type { RateLimiter, RateRule, RateVerdict } from '../ports/rate-limiter.ts'

/** Takes one key alone. */
export const takeOne = async (limiter: RateLimiter, key: string, rule: RateRule, cost = 1): Promise<RateVerdict> => {
  const [verdict] = await limiter.take([{ key, rule, cost }])
  if (!verdict) throw new Error('a key without a verdict')
  return verdict
}
