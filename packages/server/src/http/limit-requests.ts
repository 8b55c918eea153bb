import type { OperationDefinition } from '@chat-view/protocol'
import type { Response } from 'express'
import { CodedError } from '../ports/coded-error.ts'
import type { RateLimiter, RateRule } from '../ports/rate-limiter.ts'

/** How many requests are taken (SE5). */
export interface RequestLimits {
  readonly limiter: RateLimiter
  /**
   * Counts files, probes, preflights, and what brings frames to a stream, on each node for itself: so that a node, or a client, is seen
   * to live whatever the nodes share. Default the same.
   */
  readonly own?: RateLimiter
  /** Per address and per user: `RATE_LIMIT_HTTP`. */
  readonly http: RateRule
  /** Requests of those who get a socket's frames as events, per address and per user: `RATE_LIMIT_SOCKET`. Default as `http`. */
  readonly events?: RateRule
  /** Per project; default a hundred times as many. */
  readonly project?: RateRule
  /** Told of each refusal. */
  readonly onLimited?: (what: string) => void
}

/** Whose requests are counted together. */
export type Counted = 'address' | 'assets' | 'events' | 'frames' | 'user' | 'project' | Lane

/** Requests that cost the server more than others. */
type Lane = NonNullable<OperationDefinition['lane']>

/** Nobody exports, erases or claims often. */
const account: RateRule = { count: 10, windowMs: 3_600_000 }

const times = ({ count, windowMs }: RateRule, factor: number): RateRule => ({ count: count * factor, windowMs })

const ruleOf = ({ http, events = http, project }: RequestLimits, counted: Counted): RateRule => {
  if (counted === 'events' || counted === 'frames') return events
  if (counted === 'account') return account
  if (counted === 'search') return { count: Math.ceil(http.count / 5), windowMs: http.windowMs }
  if (counted === 'project') return project ?? times(http, 100)
  // One page loads several files, a probe comes every few seconds, and a preflight before what is counted: they are counted apart, and more of them pass.
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
  const { own = limits.limiter } = limits
  const limiter = counted === 'assets' || counted === 'frames' ? own : limits.limiter
  const { allowed, retryAfter, remaining } = await limiter.take(`http:${counted}:${whose}`, rule)
  const seconds = Math.ceil(rule.windowMs / 1_000)
  response.setHeader('RateLimit-Policy', `"${counted}";q=${rule.count};w=${seconds}`)
  response.setHeader('RateLimit', `"${counted}";r=${remaining};t=${allowed ? seconds : Math.ceil(retryAfter)}`)
  if (allowed) return
  limits.onLimited?.(counted)
  throw new CodedError('rate_limited', { retryAfter })
}
