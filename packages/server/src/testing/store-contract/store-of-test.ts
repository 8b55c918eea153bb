import { afterAll, afterEach } from 'vitest'
import type { Store } from '../../ports/store.ts'
import type { OpenedStore, OpenStore } from './opened-store.ts'
import { newWorld, type World } from './world.ts'

export interface StoreOfTest {
  world(): Promise<World>
  /** Closes the store and opens what it left behind; null where nothing outlives a process. */
  reopen(): Promise<Store | null>
}

/** A store for each test, empty but for its world: for verbs that reach beyond one project. */
export const storeOfTest = (open: OpenStore): StoreOfTest => {
  let opened: OpenedStore | undefined
  const close = async (): Promise<void> => {
    await opened?.close()
    opened = undefined
  }
  afterEach(() => (opened?.empty === undefined ? close() : opened.empty()))
  afterAll(close)
  return {
    async world() {
      opened ??= await open()
      return newWorld(opened.store)
    },
    reopen: async () => (await opened?.reopen?.()) ?? null,
  }
}
