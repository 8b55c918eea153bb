import { createHash } from 'node:crypto'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RateLimiter, RateRule, RateVerdict } from '../../ports/rate-limiter.ts'
import { Outage } from './limit-outage.ts'
import { limitScript } from './limit-script.ts'
import type { RedisLink } from './redis-link.ts'

export interface RedisRateLimiterOptions {
  readonly link: Pick<RedisLink, 'key' | 'run'>
  /** Counts while Redis is away: one in memory, so that each node has a limit still, or one that refuses. */
  readonly standIn: RateLimiter
  readonly clock: Clock
  readonly logger: Logger
  /** Whose time counts. Default that of Redis: the clocks of nodes may be minutes apart. */
  readonly time?: 'redis' | 'node'
}

/** Seconds after which a limiter that refuses everything lets somebody ask again. */
const refusedFor = 5

/** Refuses whatever has a limit: `RATE_LIMIT_FAIL=closed` while Redis is away. */
export const closedRateLimiter: RateLimiter = {
  take: () => ({ allowed: false, retryAfter: refusedFor, remaining: 0 }),
}

/**
 * Counts for all nodes together (SE5): one key of at most 400 bytes for each that is counted, gone a window after it was
 * last used. Keys are hashed, so that neither their length nor the addresses in them reach Redis.
 */
export const createRedisRateLimiter = (options: RedisRateLimiterOptions): RateLimiter => {
  const { link, standIn, clock, logger, time = 'redis' } = options
  const outage = new Outage({ what: 'rate limits', clock, logger })

  const takeShared = async (key: string, { count, windowMs }: RateRule, cost: number): Promise<RateVerdict> => {
    const hashed = createHash('sha256').update(key).digest('base64url').slice(0, 22)
    const now = time === 'redis' ? '' : clock.now()
    const said = await link.run(limitScript, [link.key('limit', hashed)], [count, windowMs, cost, now])
    const [allowed, retryAfter, remaining] = said as [number, number, number]
    return { allowed: allowed === 1, retryAfter, remaining }
  }

  return {
    take: (key, rule, cost = 1) =>
      outage.run(
        () => takeShared(key, rule, cost),
        () => standIn.take(key, rule, cost),
      ),
  }
}
