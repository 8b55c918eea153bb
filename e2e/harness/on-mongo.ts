import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js'
import { test } from './test.ts'

/** A replica set that is there already, as for the other suites. */
const given = process.env.TEST_MONGODB_URL

/** It looks before anything is started: what is not there is not fetched. */
const hasMongod = async (): Promise<boolean> => {
  const binary = process.env.MONGOMS_SYSTEM_BINARY
  if (binary) return existsSync(binary)
  return (await DryMongoBinary.locateBinary(DryMongoBinary.getEnsuredOptions()).catch(() => undefined)) !== undefined
}

const absent = 'No MongoDB here; TEST_MONGODB_URL or MONGOMS_SYSTEM_BINARY names one'
const isHere = Boolean(given) || (await hasMongod())

/** Milliseconds: a busy machine starts it slowly. */
const patience = 120_000

interface MongoFixtures {
  /** The address of a replica set that the journeys of one worker share. */
  readonly replicaSet: string
}

/**
 * The same journeys on a server whose store is a real MongoDB. Skipped where there is none; where `CI` is set, that is a
 * failure.
 */
export const onMongo = test.extend<{ readonly mongoIsHere: undefined }, MongoFixtures>({
  mongoIsHere: [
    async ({ browserName: _ }, use, info) => {
      if (!isHere && !process.env.CI) {
        // The reporter does not say why.
        process.stdout.write(`${info.title}: skipped. ${absent}\n`)
        info.skip(true, absent)
      }
      await use(undefined)
    },
    { auto: true },
  ],
  replicaSet: [
    async ({ browserName: _ }, use) => {
      if (given) return use(given)
      if (!isHere) throw new Error(absent)
      const set = await MongoMemoryReplSet.create({
        instanceOpts: [{ launchTimeout: patience }],
        replSet: { count: 1, storageEngine: 'wiredTiger' },
      })
      await use(set.getUri())
      await set.stop({ doCleanup: true, force: true })
    },
    { scope: 'worker', timeout: patience },
  ],
  environment: [
    async ({ replicaSet }, use) => {
      // Several hosts make no URL that others can read.
      const database = replicaSet.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/chat-view-${randomUUID()}`)
      await use({ DATABASE_URL: database })
    },
    { scope: 'worker' },
  ],
})
