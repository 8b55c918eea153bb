import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Store } from '../ports/store.ts'
import { openTempStore } from '../testing/open-temp-store.ts'
import { deliverAll } from '../testing/store-contract/deliver-all.ts'
import { emptyAll, purgeAll } from '../testing/store-contract/purge-all.ts'
import { newWorld, type World } from '../testing/store-contract/world.ts'
import { feedSource } from './feed-source.ts'

let store: Store
beforeEach(async () => {
  store = await openTempStore()
})
afterEach(() => store.close())

/** Changes 1 and 2 are two threads, 3 and 4 the deletion of the first and a word in the other. */
const deletedThread = async (): Promise<World> => {
  const world = await newWorld(store)
  const goes = await world.thread('Goes', 1_000)
  await deliverAll(store)
  const stays = await world.thread('Stays', 1_000)
  await deliverAll(store)
  await store.deleteThread({ id: goes, userId: world.user.id, at: 2_000 })
  await deliverAll(store)
  await world.send(stays)
  await deliverAll(store)
  return world
}

const purge = async (world: World): Promise<void> => {
  await emptyAll(world, 90_000)
  await purgeAll(world, 1, 90_000)
}

it('RT3 who was last there before a deletion whose tombstone went is told to reload', async () => {
  const world = await deletedThread()
  const source = feedSource(store, world.user.id)
  expect((await source.missed(2))?.entries.map(({ seq }) => seq)).toEqual([3, 4])
  await purge(world)
  expect(await source.missed(2)).toBeNull()
  expect((await source.missed(3))?.entries.map(({ seq }) => seq)).toEqual([4])
  expect(await source.missed(4)).toMatchObject({ upTo: 4 })
})

it('RT3 a purge between two reads of a feed is not taken for a quiet one', async () => {
  const world = await deletedThread()
  const purging = {
    purgedFeedSeq: store.purgedFeedSeq,
    feedAfter: async (...args: Parameters<Store['feedAfter']>) => {
      await purge(world)
      return store.feedAfter(...args)
    },
  }
  expect(await feedSource(purging, world.user.id).missed(2)).toBeNull()
})
