import { afterEach, expect, it, vi } from 'vitest'
import { ClusterSeat } from './cluster-seat.ts'
import type { FaultProvider } from './fault-provider.ts'
import { onceMore } from './no-result.ts'

afterEach(() => void vi.unstubAllEnvs())

it('RT5 a cluster that does not start fails its run as what it is, and the run is not tried again', async () => {
  // Nothing to start it with.
  for (const name of ['PATH', 'REDIS_SERVER_BINARY']) vi.stubEnv(name, '')
  await using seat = new ClusterSeat({ env: {} } as FaultProvider, 1)
  const scenario = { name: 'none', faults: 'none', cluster: 'plain', disturb: async () => {} } as const
  const error = await seat.run({ scenario, seed: 1 }).then(
    () => new Error('it started'),
    (reason: Error) => reason,
  )
  expect(error.message).toContain('There is no redis-server')
  expect(onceMore.condition(error)).toBe(false)
})
