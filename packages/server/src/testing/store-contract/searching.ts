import type { SearchStore } from '../../ports/search-store.ts'
import { queryTerms } from '../../ports/search-terms.ts'
import type { World } from './world.ts'

interface Asking {
  readonly userId?: string
  readonly threadId?: string
  readonly limit?: number
}

/** Searches as somebody who types, the world's own user unless told. */
export const find = (world: World, typed: string, asking: Asking = {}): ReturnType<SearchStore['search']> => {
  const { userId = world.user.id, threadId, limit = 100 } = asking
  const asked = queryTerms(typed)
  return world.store.search({ userId, ...asked, limit, ...(threadId === undefined ? {} : { threadId }) })
}

/** Messages that are found, and threads by their titles; best first. */
export const found = async (world: World, typed: string, asking: Asking = {}): Promise<string[]> =>
  (await find(world, typed, asking)).hits.map(({ messageId, threadId }) => messageId ?? threadId)

export const sorted = (ids: readonly string[]): string[] => [...ids].sort()

/** A world with a thread, and a short way to speak in it. */
export const searchScene = async (newWorld: () => Promise<World>) => {
  const world = await newWorld()
  const threadId = await world.thread()
  const say = async (text: string, thread = threadId) => (await world.send(thread, text)).messageId
  return { world, threadId, say }
}
