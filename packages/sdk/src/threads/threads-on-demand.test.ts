import { atom } from 'nanostores'
import { expect, it, vi } from 'vitest'
import type { Connection } from '../connection/connection.ts'
import type { ThreadServices } from './thread-services.ts'
import { ThreadsOnDemand } from './threads-on-demand.ts'

it('CV1 a list whose code could not be loaded without a network is loaded and followed once there is one', async () => {
  vi.doMock('./open-threads.ts', () => {
    throw new Error('no network')
  })
  const $connection = atom({ state: 'waiting' } as Connection)
  const followed: unknown[] = []
  const services = {
    closing: new AbortController().signal,
    connector: { $connection, connected: false, start: () => {} },
    outbox: { items: [], $entries: atom([]) },
    subscriptions: { follow: (name: unknown) => followed.push(name) },
  }
  const lists = new ThreadsOnDemand(() => services as unknown as ThreadServices)
  lists.$threads.listen(() => {})
  await vi.waitFor(() => expect(lists.$threads.get()).toMatchObject({ status: 'failed', error: { code: 'network' } }))
  vi.doUnmock('./open-threads.ts')
  $connection.set({ state: 'connected' } as Connection)
  await vi.waitFor(() => expect(followed).toEqual([{ feed: true }]))
  expect(lists.$threads.get().status).toBe('loading')
})
