import { expect, it } from 'vitest'
import type { CallRecord } from '../ports/usage-store.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { newProject } from '../testing/store-contract/world.ts'
import { quotaJob } from './quota.ts'

const clock = createFakeClock(0)

const setUp = (expired: readonly (readonly string[])[], missing = 0) => {
  const slices = [...expired]
  const settled: (readonly [string, number])[] = []
  const looked: string[] = []
  const warnings: string[] = []
  const project = newProject()
  const job = quotaJob({
    store: {
      expireReservations: async () => slices.shift() ?? [],
      callsOf: async id => (id === 'known' ? [{ id: 'known:1' } as CallRecord] : []),
      listProjects: async () => [project],
    },
    spending: {
      settle: async (id, calls) => void settled.push([id, calls.length]),
      look: async ({ id }) => void looked.push(id),
    },
    countMissing: async () => missing,
    logger: { ...silentLogger, warn: (_, message) => void warnings.push(message) },
    slice: 2,
  })
  const run = (signal = new AbortController().signal) => job.run({} as never, { signal, clock, touch: async () => {} })
  return { run, settled, looked, warnings, project }
}

it('AI7.9 expired reservations are given back in slices; one whose calls were recorded is settled by them', async () => {
  const { run, settled, looked, warnings, project } = setUp([['a', 'known'], ['b', 'c'], ['d']])
  expect(await run()).toEqual({ expired: 5, settled: 1, missing: 0 })
  expect(settled).toEqual([['known', 1]])
  expect(looked).toEqual([project.id])
  expect(warnings).toEqual(['reservations were never settled: their node was lost'])
})

it('AI7.9 an operator is told of calls that no counter held', async () => {
  const { run, warnings } = setUp([], 40)
  expect(await run()).toEqual({ expired: 0, settled: 0, missing: 40 })
  expect(warnings).toEqual(['recorded calls were not counted; now they are'])
})

it('AI7 the job stops when it is told', async () => {
  const { run } = setUp([['a', 'b']])
  await expect(run(AbortSignal.abort())).rejects.toThrow()
})
