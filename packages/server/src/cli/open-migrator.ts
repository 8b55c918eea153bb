import { openMongoMigrator } from '../adapters/mongo/mongo-migrator.ts'
import { nodesHolder, SoleServer } from '../adapters/mongo/sole-server.ts'
import { takeDataLock } from '../adapters/sqlite/data-lock.ts'
import { openSqliteMigrator } from '../adapters/sqlite/migrator.ts'
import { dataFolderOf, isEmbedded, openDataFolder } from '../config/data-folder.ts'
import type { Config } from '../config/load-config.ts'
import type { Migrator } from '../ports/migrator.ts'

/** The migrator of the store that `DATABASE_URL` names. */
export const openMigrator = (config: Config): Promise<Migrator> =>
  isEmbedded(config.DATABASE_URL)
    ? openSqliteMigrator({ path: dataFolderOf(config).database })
    : openMongoMigrator(config.DATABASE_URL)

/** What is done while nodes that share a Redis go on working. */
export interface Holding {
  readonly besideNodes?: boolean
}

const takeMongo = async (config: Config, { besideNodes = false }: Holding): Promise<{ release(): Promise<void> }> => {
  const nodes = besideNodes && config.REDIS_URL ? nodesHolder(config.REDIS_URL, config.REDIS_PREFIX) : null
  const together = nodes !== null
  const holder = nodes ?? `command line ${process.pid}`
  const place = new SoleServer({ url: config.DATABASE_URL, holder, together, logger: undefined, lost: () => {} })
  try {
    await place.take()
    return place
  } catch (error) {
    await place.release()
    throw error
  }
}

/**
 * Takes what a running server holds: on SQLite the data folder, on MongoDB the place of the server, or of the nodes, that
 * work on it.
 * @throws store_unavailable saying who has it
 */
export const takeData = (config: Config, holding: Holding = {}): Promise<{ release(): Promise<void> }> =>
  isEmbedded(config.DATABASE_URL) ? takeDataLock(openDataFolder(config).lock) : takeMongo(config, holding)

/** Does something that no running server bears. @throws store_unavailable saying which one is there */
export const holdingData = async <T>(config: Config, work: () => Promise<T>, holding?: Holding): Promise<T> => {
  const lock = await takeData(config, holding)
  return work().finally(() => lock.release())
}
