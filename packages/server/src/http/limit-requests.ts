import type { OperationDefinition } from '@chat-view/protocol'
import type { Response } from 'express'
import { allOf, noOwnRates, ownRates, type RateSettings } from '../domain/project-rates.ts'
import { CodedError } from '../ports/coded-error.ts'
import { type RateLimiter, type RateRule, refusalOf } from '../ports/rate-limiter.ts'

/** How many requests are taken (SE5). */
export interface RequestLimits {
  readonly limiter: RateLimiter
  /**
   * Counts files, probes, preflights, and what brings frames to a stream, on each node for itself: so that a node, or a client, is seen
   * to live whatever the nodes share. Default the same.
   */
  readonly own?: RateLimiter
  /** Per address and per user, unless their project says otherwise: `RATE_LIMIT_HTTP`. */
  readonly http: RateRule
  /** Requests of those who get a socket's frames as events, likewise: `RATE_LIMIT_SOCKET`. Default as `http`. */
  readonly events?: RateRule
  /** Per project, unless it says otherwise; default a hundred times as many. */
  readonly project?: RateRule
  /** Told of each refusal. */
  readonly onLimited?: (what: string) => void
}

/** Whose requests are counted together. */
export type Counted = 'address' | 'assets' | 'events' | 'frames' | 'user' | 'project' | Lane

/** Requests that cost the server more than others. */
type Lane = NonNullable<OperationDefinition['lane']>

/** One of the counts that a request takes from. */
export interface RequestCount {
  readonly counted: Counted
  readonly whose: string
  /** Of the project that is asked; absent while nobody knows which it is. */
  readonly settings?: RateSettings
}

/** Nobody exports, erases or claims often. */
const account: RateRule = { count: 10, windowMs: 3_600_000 }

const times = ({ count, windowMs }: RateRule, factor: number): RateRule => ({ count: count * factor, windowMs })

const ruleOf = (limits: RequestLimits, { counted, settings }: RequestCount): RateRule => {
  const own = (kind: 'http' | 'socket') => (settings ? ownRates(kind, settings) : noOwnRates)
  if (counted === 'events' || counted === 'frames') return own('socket').each ?? limits.events ?? limits.http
  if (counted === 'account') return account
  if (counted === 'project') return own('http').all ?? limits.project ?? allOf('http', limits.http)
  const each = own('http').each ?? limits.http
  if (counted === 'search') return { count: Math.ceil(each.count / 5), windowMs: each.windowMs }
  // One page loads several files, a probe comes every few seconds, and a preflight before what is counted: they are counted apart, and more of them pass.
  return counted === 'assets' ? times(each, 10) : each
}

/** Counted where the request came in, whatever the nodes share. */
const onThisNode: ReadonlySet<Counted> = new Set(['assets', 'frames'])

/**
 * Counts one request, against all of these or none, and says in the answer's headers what is left of the last of them, or
 * which one refuses. @throws rate_limited
 */
export const takeRequest = async (
  limits: RequestLimits,
  counts: readonly RequestCount[],
  response: Response,
): Promise<void> => {
  const { own = limits.limiter, limiter: shared } = limits
  const limiter = counts.every(({ counted }) => onThisNode.has(counted)) ? own : shared
  const takes = counts.map(count => ({
    counted: count.counted,
    key: `http:${count.counted}:${count.whose}`,
    rule: ruleOf(limits, count),
  }))
  const verdicts = await limiter.take(takes)
  const refused = refusalOf(verdicts)
  const said = refused ?? verdicts.at(-1)
  const what = said && takes[verdicts.indexOf(said)]
  if (!said || !what) return
  const { counted, rule } = what
  const seconds = Math.ceil(rule.windowMs / 1_000)
  // A rate that a project has just lowered may have been used up by more than that.
  const left = Math.max(0, said.remaining)
  response.setHeader('RateLimit-Policy', `"${counted}";q=${rule.count};w=${seconds}`)
  response.setHeader('RateLimit', `"${counted}";r=${left};t=${said.allowed ? seconds : Math.ceil(said.retryAfter)}`)
  if (!refused) return
  limits.onLimited?.(counted)
  throw new CodedError('rate_limited', { retryAfter: refused.retryAfter })
}
