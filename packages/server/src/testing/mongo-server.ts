import type { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { givenMongo, hasMongod, launchTimeout, newDatabaseOn, startMongo } from './start-mongo.ts'

/** A replica set that the tests of one file share. */
export interface MongoServer {
  /** The address of a database that nobody else uses. */
  newUrl(): string
  /** The members, where the tests started them; else null. */
  members(): MongoMemoryReplSet | null
}

export interface MongoServerOptions {
  /** Members of the set; 1 unless told. More than one is always started, whatever `TEST_MONGODB_URL` names. */
  readonly members?: number
  /** Seconds after which the transactions of killed clients end, where the tests start the set; default 60. */
  readonly transactionSeconds?: number
  /** Members that are started can be told to do wrong; default no. */
  readonly failPoints?: boolean
}

/**
 * Tests that need a real replica set: that of `TEST_MONGODB_URL`, else one that is started from the `mongod` that
 * `MONGOMS_SYSTEM_BINARY` names or that was fetched before. With neither they are skipped, and one line says so.
 */
export const withMongo = async (
  name: string,
  body: (server: MongoServer) => void,
  { members = 1, transactionSeconds, failPoints }: MongoServerOptions = {},
): Promise<void> => {
  const given = members === 1 ? givenMongo() : undefined
  if (given === undefined && !(await hasMongod())) {
    it.skip(`ST1 ${name}: no MongoDB here; TEST_MONGODB_URL or MONGOMS_SYSTEM_BINARY names one`)
    return
  }
  describe(name, () => {
    let set: MongoMemoryReplSet | null = null
    beforeAll(async () => {
      if (given === undefined) set = await startMongo({ members, transactionSeconds, failPoints })
    }, 2 * launchTimeout)
    afterAll(async () => {
      await set?.stop({ doCleanup: true, force: true })
    })
    body({
      newUrl: () => newDatabaseOn(given ?? set?.getUri() ?? ''),
      members: () => set,
    })
  })
}
