import { createHash } from 'node:crypto'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import { onceMs, type RateLimiter, type RateTake, type RateVerdict } from '../../ports/rate-limiter.ts'
import { Outage } from './limit-outage.ts'
import { limitScript } from './limit-script.ts'
import type { RedisLink } from './redis-link.ts'

export interface RedisRateLimiterOptions {
  readonly link: Pick<RedisLink, 'key' | 'run' | 'isCluster'>
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
  take: takes => takes.map(() => ({ allowed: false, retryAfter: refusedFor, remaining: 0 })),
}

/** What became of keys that one script took. */
interface Taken {
  readonly takes: readonly RateTake[]
  readonly verdicts: readonly RateVerdict[]
  /** False: one refused, or the act was counted before. */
  readonly counted: boolean
}

/** Neither lengths nor addresses reach Redis. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)

const costOf = ({ cost = 1 }: RateTake): number => cost

const verdictAt = (said: readonly number[], at: number): RateVerdict => {
  const [allowed, retryAfter = 0, remaining = 0] = said.slice(3 * at + 1, 3 * at + 4)
  return { allowed: allowed === 1, retryAfter, remaining }
}

/**
 * Counts for all nodes together (SE5): one key of at most 400 bytes for each that is counted, gone a window after it was
 * last used. Beside the first counter of an act that has a name lies that name for some seconds, hashed as the keys are.
 *
 * Keys that are taken together are one script on a single Redis. The members of a cluster are asked all at once, each key by
 * itself; where one refuses, the others are given back what they counted: until then, a moment, they are stricter.
 */
export const createRedisRateLimiter = (options: RedisRateLimiterOptions): RateLimiter => {
  const { link, standIn, clock, logger, time = 'redis' } = options
  const outage = new Outage({ what: 'rate limits', clock, logger })

  const takeInOne = async (takes: readonly RateTake[], once?: string): Promise<Taken> => {
    const [first] = takes
    const mark = once === undefined || !first ? [] : [link.key('limit', hashOf(first.key), hashOf(once))]
    const keys = [...takes.map(({ key }) => link.key('limit', hashOf(key))), ...mark]
    const rules = takes.flatMap(take => [take.rule.count, take.rule.windowMs, costOf(take)])
    const args = [time === 'redis' ? '' : clock.now(), mark.length > 0 ? onceMs : '', ...rules]
    const said = (await link.run(limitScript, keys, args)) as number[]
    return { takes, verdicts: takes.map((_, at) => verdictAt(said, at)), counted: said[0] === 1 }
  }

  const giveBack = async ({ takes, verdicts, counted }: Taken, once?: string): Promise<readonly RateVerdict[]> => {
    if (!counted) return verdicts
    const back = await takeInOne(
      takes.map(take => ({ ...take, cost: -costOf(take) })),
      once,
    )
    return back.verdicts
  }

  const takeEach = async (takes: readonly RateTake[], once?: string): Promise<readonly RateVerdict[]> => {
    const taken = await Promise.all(takes.map(take => takeInOne([take], once)))
    const verdicts = taken.flatMap(one => one.verdicts)
    if (verdicts.every(({ allowed }) => allowed)) return verdicts
    return (await Promise.all(taken.map(one => giveBack(one, once)))).flat()
  }

  const takeShared = async (takes: readonly RateTake[], once?: string): Promise<readonly RateVerdict[]> =>
    link.isCluster && takes.length > 1 ? takeEach(takes, once) : (await takeInOne(takes, once)).verdicts

  return {
    take: (takes, once) =>
      takes.length === 0
        ? []
        : outage.run<readonly RateVerdict[]>(
            () => takeShared(takes, once),
            () => standIn.take(takes, once),
          ),
  }
}
