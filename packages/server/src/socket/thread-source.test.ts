import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Store } from '../ports/store.ts'
import { openTempStore } from '../testing/open-temp-store.ts'
import { newWorld } from '../testing/store-contract/world.ts'
import { threadSource } from './thread-source.ts'

let store: Store
beforeEach(async () => {
  store = await openTempStore()
})
afterEach(() => store.close())

it('RT3 who was last there before events that are no longer kept is told to reload', async () => {
  const world = await newWorld(store)
  const id = await world.thread('Long ago', 1_000)
  await world.send(id)
  await store.updateThread({ id, userId: world.user.id, title: 'Renamed', at: 5_000 })
  const source = threadSource(store, id)
  expect((await source.missed(1))?.entries.map(({ seq }) => seq)).toEqual([2, 3])
  await store.purgeExpired({ at: 1, eventsBefore: 4_000, limit: 99 })
  expect(await store.getThread(id)).toMatchObject({ purgedSeq: 1 })
  expect(await source.missed(0)).toBeNull()
  expect((await source.missed(1))?.entries.map(({ seq }) => seq)).toEqual([2, 3])
  await world.send(id)
  await store.purgeExpired({ at: 1, eventsBefore: 90_000, limit: 99 })
  expect(await source.missed(2)).toBeNull()
  expect(await source.missed(3)).toMatchObject({ upTo: 4 })
})

it('RT3 a purge between two reads is not taken for a quiet thread', async () => {
  const world = await newWorld(store)
  const id = await world.thread('Long ago', 1_000)
  for (let n = 0; n < 3; n++) await world.send(id)
  const purging = {
    getMessages: store.getMessages,
    getThread: store.getThread,
    listSummaries: store.listSummaries,
    eventsAfter: async (...args: Parameters<Store['eventsAfter']>) => {
      await store.purgeExpired({ at: 1, eventsBefore: 90_000, limit: 99 })
      return store.eventsAfter(...args)
    },
  }
  expect(await threadSource(purging, id).missed(1)).toBeNull()
})
