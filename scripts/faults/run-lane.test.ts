import { afterEach, expect, it, vi } from 'vitest'
import { ClusterSeat, type Job, type JobResult } from './cluster-seat.ts'
import type { FaultProvider } from './fault-provider.ts'
import { runLane } from './run-lane.ts'

afterEach(() => void vi.restoreAllMocks())

const job = (seed: number): Job => ({
  scenario: { name: 'none', faults: 'none', cluster: 'plain', disturb: async () => {} },
  seed,
})

it('RT5 a run that breaks and one that cannot be told of are said, and the others go on', async () => {
  vi.spyOn(ClusterSeat.prototype, 'run').mockImplementation(async ({ seed }) => {
    if (seed === 1) throw new TypeError('no such field')
    return { took: seed } as JobResult
  })
  const told: [seed: number, what: unknown][] = []
  await runLane({
    ...{ jobs: [1, 2, 3].map(job), nodes: 1, provider: {} as FaultProvider, signal: new AbortController().signal },
    async report({ seed }, { took }) {
      if (seed === 2) throw new Error('the disk is full')
      told.push([seed, took])
    },
    broke: ({ seed }, error) => void told.push([seed, String(error)]),
  })
  expect(told).toEqual([
    [1, 'TypeError: no such field'],
    [2, 'Error: the disk is full'],
    [3, 3],
  ])
})
