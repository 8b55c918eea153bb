import type { StartedRedis } from '../../packages/server/src/testing/start-redis.ts'
import { untilReadiness } from '../cluster/readiness.ts'
import { between, fault, heldBy, lossyFault, type Nemesis, sleep } from './nemesis.ts'
import type { Scenario } from './scenario.ts'

/** The Redis of a cluster that has one alone. */
export const redisOf = ({ cluster }: Nemesis): StartedRedis => {
  if (!cluster.redis) throw new Error('Faults want a Redis of their own')
  return cluster.redis
}

const pairOf = ({ cluster }: Nemesis) => {
  if (!cluster.pair) throw new Error('This wants a Redis with a replica')
  return cluster.pair
}

/** Redis stands still or is away for long: nodes say so, and by themselves that it is over. */
const outage = async (
  nemesis: Nemesis,
  ms: readonly [from: number, to: number],
  begin: () => Promise<void> | void,
  end: () => Promise<void> | void,
): Promise<void> => {
  try {
    await begin()
    await Promise.all([between(nemesis.random, ...ms), untilReadiness(nemesis.cluster.nodes, 'redis', 'degraded')])
  } finally {
    await end()
  }
  await untilReadiness(nemesis.cluster.nodes, 'redis', 'ready')
}

/** Redis is killed and comes back, with its data unless told otherwise. */
const killed = async (
  nemesis: Nemesis,
  words: string,
  ms: readonly [from: number, to: number],
  back: { readonly data: boolean } = { data: true },
): Promise<void> => {
  fault(nemesis, words)
  await redisOf(nemesis).kill()
  await between(nemesis.random, ...ms)
  await redisOf(nemesis).restart(back)
}

/** Redis dies, forgets, stands still and falls behind. */
export const redisScenarios: readonly Scenario[] = [
  {
    name: 'redis-restart',
    faults: 'Redis is killed and comes back with its data',
    cluster: 'plain',
    disturb: nemesis => killed(nemesis, 'Redis is killed', [0, 1_500]),
  },
  {
    name: 'redis-empty',
    faults: 'Redis is killed and comes back with nothing',
    cluster: 'plain',
    disturb: nemesis => killed(nemesis, 'Redis is killed, and forgets', [0, 1_500], { data: false }),
  },
  {
    name: 'redis-promoted',
    faults: 'a replica that lags takes the place of Redis while a node sleeps past its lease',
    cluster: 'replicated',
    async disturb(nemesis) {
      const { random } = nemesis
      const pair = pairOf(nemesis)
      await pair.untilFollowing()
      // Some fall behind before the owner sleeps, some while it does.
      const ahead = random.below(2) === 0
      if (ahead) {
        await pair.lag()
        await between(random, 200, 1_000)
      }
      await sleep(nemesis, async asleep => {
        const slept = await heldBy(nemesis, asleep())
        await between(random, 300, 2_500)
        if (!ahead) {
          await pair.lag()
          await between(random, 300, 2_500)
        }
        await lossyFault(nemesis, 'a replica that lags is promoted', slept)
        await pair.promote()
      })
    },
  },
  {
    name: 'redis-paused',
    faults: 'Redis stands still for longer than a lease',
    cluster: 'plain',
    async disturb(nemesis) {
      fault(nemesis, 'Redis is paused')
      redisOf(nemesis).pause()
      await between(nemesis.random, 3_200, 6_000).finally(() => redisOf(nemesis).resume())
    },
  },
  {
    name: 'redis-away',
    faults: 'Redis is away for longer than a lease, and comes back with its data',
    cluster: 'plain',
    disturb: nemesis => killed(nemesis, 'Redis is away', [4_000, 7_000]),
  },
  {
    name: 'redis-paused-10s',
    faults: 'Redis stands still for ten seconds',
    cluster: 'plain',
    isLong: true,
    disturb(nemesis) {
      const redis = redisOf(nemesis)
      fault(nemesis, 'Redis is paused')
      return outage(nemesis, [9_000, 12_000], redis.pause, redis.resume)
    },
  },
  {
    name: 'redis-away-minute',
    faults: 'Redis is away for a minute, and comes back with its data',
    cluster: 'plain',
    isLong: true,
    disturb(nemesis) {
      const redis = redisOf(nemesis)
      fault(nemesis, 'Redis is away')
      return outage(nemesis, [55_000, 65_000], redis.kill, redis.restart)
    },
  },
]
