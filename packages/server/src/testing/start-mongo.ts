import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js'

/** The replica set that `TEST_MONGODB_URL` names; undefined: none. */
export const givenMongo = (): string | undefined => process.env.TEST_MONGODB_URL || undefined

/** Is there a `mongod`? It looks before anything is started: what is not there is not fetched. */
export const hasMongod = async (): Promise<boolean> => {
  const given = process.env.MONGOMS_SYSTEM_BINARY
  if (given) return existsSync(given)
  const options = DryMongoBinary.getEnsuredOptions()
  return (await DryMongoBinary.locateBinary(options).catch(() => undefined)) !== undefined
}

/** Milliseconds: a busy machine starts a member slowly. */
export const launchTimeout = 60_000

export interface StartMongoOptions {
  /** Members of the set. */
  readonly members: number
  /** Seconds for which rows stay held by the transaction of a client that was killed; default 60. */
  readonly transactionSeconds?: number | undefined
  /** Its members can be told to do wrong; default no. */
  readonly failPoints?: boolean | undefined
}

/** Starts a replica set in folders of its own, which go with it. */
export const startMongo = ({
  members: count,
  transactionSeconds = 60,
  failPoints = false,
}: StartMongoOptions): Promise<MongoMemoryReplSet> => {
  const parameters = [
    `transactionLifetimeLimitSeconds=${transactionSeconds}`,
    ...(failPoints ? ['enableTestCommands=1'] : []),
  ]
  const args = parameters.flatMap(parameter => ['--setParameter', parameter])
  return MongoMemoryReplSet.create({
    instanceOpts: Array.from({ length: count }, () => ({ launchTimeout, args })),
    replSet: {
      count,
      storageEngine: 'wiredTiger',
      // A failover within a second instead of ten.
      configSettings: { electionTimeoutMillis: 500, heartbeatIntervalMillis: 200 },
    },
  })
}

const withDatabase = (url: string, name: string): string => {
  const [, hosts = '', query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(url) ?? []
  return `${hosts}/${name}${query}`
}

/** The address of a database that nobody else uses. */
export const newDatabaseOn = (url: string): string => withDatabase(url, `chat-view-${randomUUID()}`)
