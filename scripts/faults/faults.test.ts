import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasMongod } from '../../packages/server/src/testing/start-mongo.ts'
import { givenRedis } from '../../packages/server/src/testing/start-redis.ts'
import { type FaultCluster, startFaultCluster } from './fault-cluster.ts'
import { type FaultProvider, startFaultProvider } from './fault-provider.ts'
import { runSeed } from './run-seed.ts'
import type { ClusterKind } from './scenario.ts'
import { scenarios } from './scenarios.ts'

// Where the suites run for everybody, they are not passed over.
const isHere = Boolean(process.env.CI) || (givenRedis() !== undefined && (await hasMongod()))

/** Each scenario once, and twice where a node is killed or Redis forgets; `npm run faults` has all seeds. */
const runs = scenarios
  .filter(({ isLong }) => !isLong)
  .flatMap(scenario => (/^(kill|sleep-flush)$/.test(scenario.name) ? [1, 2] : [1]).map(seed => ({ scenario, seed })))

const kinds = ['plain', 'members', 'clocks', 'replicated'] as const satisfies readonly ClusterKind[]

if (!isHere)
  it.skip('RT5 faults on several nodes: no redis-server (REDIS_SERVER_BINARY), or no mongod (MONGOMS_SYSTEM_BINARY)')
else
  describe.each(kinds)('three nodes, %s', kind => {
    let provider: FaultProvider
    let cluster: FaultCluster

    beforeAll(async () => {
      provider = await startFaultProvider()
      cluster = await startFaultCluster(kind, 3, provider.env)
    }, 120_000)

    afterAll(async () => {
      await cluster[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
    }, 60_000)

    it.each(runs.filter(({ scenario }) => scenario.cluster === kind))(
      'RT5 nothing is lost and nothing done twice: $scenario.name, seed $seed',
      async ({ scenario, seed }) => {
        const { violations, ends } = await runSeed(cluster, provider, scenario, seed)
        expect(violations).toEqual([])
        expect(Object.keys(ends)).toContain('done')
      },
      300_000,
    )
  })
