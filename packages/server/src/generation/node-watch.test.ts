import { expect, it } from 'vitest'
import type { NodeLeases } from '../ports/node-leases.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { NodeWatch } from './node-watch.ts'
import type { Sweeper } from './sweeper.ts'

const rig = () => {
  const [living, gone] = [new Set(['node-1', 'node-2']), new Set<string>()]
  const counts = { looks: 0, sweeps: 0, hastened: 0 }
  const leases: NodeLeases = {
    state: { name: 'held' },
    start: async () => {},
    stop: async () => {},
    gone: async owners => new Set(owners.filter(owner => gone.has(owner))),
    async living() {
      counts.looks++
      return [...living]
    },
  }
  const sweep = async () => {
    counts.sweeps++
    return { ended: 1, enqueued: 0, stopped: 0, failed: 0 }
  }
  const watch = new NodeWatch({
    leases,
    sweeper: { owners: new Set(), sweep, sweepOwn: async () => {}, sweepLogs: async () => {} } as unknown as Sweeper,
    everyMs: 250,
    missedMs: 100,
    ownMs: 10_000,
    logsMs: 1_000_000,
    back: () => {},
    hasten: () => counts.hastened++,
    logger: silentLogger,
  })
  const pass = async (from: number, to: number): Promise<number> => {
    const before = counts.looks
    for (let now = from; now < to; now += 10) {
      watch.tick(now)
      await watch.idle()
    }
    return counts.looks - before
  }
  return { living, gone, counts, watch, pass }
}

it('RT5 while a node is missed it is looked for more often, until it is known to be gone or is back', async () => {
  const { living, gone, counts, watch, pass } = rig()
  expect(await pass(0, 1_000)).toBe(4)
  expect(counts.hastened).toBe(0)
  living.delete('node-1')
  expect(await pass(1_000, 2_000)).toBe(10)
  expect([watch.everyMs, counts.hastened > 0]).toEqual([100, true])
  living.add('node-1')
  expect(await pass(2_000, 3_000)).toBe(4)
  living.delete('node-1')
  await pass(3_000, 3_500)
  gone.add('node-1')
  expect(counts.sweeps).toBe(0)
  await pass(3_500, 4_000)
  expect([counts.sweeps, watch.everyMs]).toEqual([1, 250])
})
