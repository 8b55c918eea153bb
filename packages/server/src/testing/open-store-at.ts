import { openMongoStore } from '../adapters/mongo/open-mongo-store.ts'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import type { Store } from '../ports/store.ts'

/** The store at a place: the address of a MongoDB database, or else the path of a file. */
export const openStoreAt = async (place: string): Promise<Store> => {
  if (!place.startsWith('mongodb')) return openSqliteStore({ path: place })
  const store = await openMongoStore({ url: place })
  await store.opened
  return store as unknown as Store
}
