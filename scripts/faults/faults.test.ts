import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasMongod } from '../../packages/server/src/testing/start-mongo.ts'
import { givenRedis } from '../../packages/server/src/testing/start-redis.ts'
import { BrokenPromises } from './broken-promises.ts'
import { ClusterSeat } from './cluster-seat.ts'
import { type FaultProvider, startFaultProvider } from './fault-provider.ts'
import { historyFolder, keepHistory } from './keep-history.ts'
import { onceMore } from './no-result.ts'
import { RunTable } from './run-table.ts'
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
  describe('three nodes', () => {
    const table = new RunTable()
    let provider: FaultProvider
    let seat: ClusterSeat

    beforeAll(async () => {
      provider = await startFaultProvider()
      seat = new ClusterSeat(provider, 3)
    })

    afterAll(async () => {
      await seat[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
      await mkdir(historyFolder, { recursive: true })
      await writeFile(join(historyFolder, 'table.md'), `${table}\n`)
    })

    describe.each(kinds)('%s', kind => {
      it.each(runs.filter(({ scenario }) => scenario.cluster === kind))(
        'RT5 nothing is lost and nothing done twice: $scenario.name, seed $seed',
        { retry: onceMore, timeout: 420_000 },
        async job => {
          const result = await seat.run(job)
          table.add(job.scenario, result)
          if (result.violations.length > 0) throw new BrokenPromises(await keepHistory(historyFolder, job, result))
          expect(Object.keys(result.ends)).toContain('done')
        },
      )
    })
  })
