import { openMongoStore } from '../adapters/mongo/open-mongo-store.ts'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import { isEmbedded, openDataFolder } from '../config/data-folder.ts'
import type { Config } from '../config/load-config.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Store } from '../ports/store.ts'

/** Milliseconds for which a command waits for MongoDB; a server waits for ever. */
const patience = 15_000

const openMongo = async (url: string): Promise<Store> => {
  const store = await openMongoStore({ url })
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () =>
      late.reject(
        new CodedError('store_unavailable', {
          detail: `DATABASE_URL: MongoDB was not reached within ${patience / 1_000} seconds. Remedy: check the address, and that the replica set has a primary.`,
        }),
      ),
    patience,
  )
  try {
    await Promise.race([store.opened, late.promise])
    return store
  } catch (error) {
    await store.close()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** The store of the configuration, for one command: it migrates nothing. @throws store_unavailable with the remedy */
export const openCommandStore = (config: Config): Promise<Store> =>
  isEmbedded(config.DATABASE_URL)
    ? openSqliteStore({ path: openDataFolder(config).database, writer: 'inline' })
    : openMongo(config.DATABASE_URL)
