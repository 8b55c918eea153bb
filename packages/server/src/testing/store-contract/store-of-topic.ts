import { afterAll, beforeAll } from 'vitest'
import type { Store } from '../../ports/store.ts'
import type { OpenedStore, OpenStore } from './opened-store.ts'
import { newWorld, type World } from './world.ts'

/** One store for a topic's tests; each test makes a world of its own in it. */
export const storeOfTopic = (open: OpenStore): { store(): Store; world(): Promise<World> } => {
  let opened: OpenedStore | undefined
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened?.close())
  const store = (): Store => {
    if (opened === undefined) throw new Error('The store is opened by beforeAll')
    return opened.store
  }
  return { store, world: () => newWorld(store()) }
}
