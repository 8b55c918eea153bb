import type { Response } from 'express'
import { CodedError } from '../ports/coded-error.ts'
import type { RateLimiter, RateRule } from '../ports/rate-limiter.ts'

/** How many requests are taken (SE5). */
export interface RequestLimits {
  readonly limiter: RateLimiter
  /** Per address and per user: `RATE_LIMIT_HTTP`. */
  readonly http: RateRule
  /** Per project; default a hundred times as many. */
  readonly project?: RateRule
  /** Told of each refusal. */
  readonly onLimited?: (what: string) => void
}

/** Whose requests are counted together. */
export type Counted = 'address' | 'assets' | 'user' | 'project'

const times = ({ count, windowMs }: RateRule, factor: number): RateRule => ({ count: count * factor, windowMs })

const ruleOf = ({ http, project }: RequestLimits, counted: Counted): RateRule => {
  if (counted === 'project') return project ?? times(http, 100)
  // One page loads several files, and a probe comes every few seconds: they are counted apart, and more of them pass.
  return counted === 'assets' ? times(http, 10) : http
}

/** Counts one request and says so in the answer's headers. @throws rate_limited */
export const takeRequest = async (
  limits: RequestLimits,
  counted: Counted,
  whose: string,
  response: Response,
): Promise<void> => {
  const rule = ruleOf(limits, counted)
  const { allowed, retryAfter, remaining } = await limits.limiter.take(`http:${counted}:${whose}`, rule)
  const seconds = Math.ceil(rule.windowMs / 1_000)
  response.setHeader('RateLimit-Policy', `"${counted}";q=${rule.count};w=${seconds}`)
  response.setHeader('RateLimit', `"${counted}";r=${remaining};t=${allowed ? seconds : Math.ceil(retryAfter)}`)
  if (allowed) return
  limits.onLimited?.(counted)
  throw new CodedError('rate_limited', { retryAfter })
}
