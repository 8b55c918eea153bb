import { openMongoStore } from '../../packages/server/src/adapters/mongo/open-mongo-store.ts'
import { hasMongod } from '../../packages/server/src/testing/start-mongo.ts'
import { givenRedis } from '../../packages/server/src/testing/start-redis.ts'
import { type Population, secretKey, seedPeopleIn } from '../seed/people.ts'

const without = '999999999/1s'

/** The environment of nodes whose people are seeded: limits that count but do not refuse. */
export const clusterEnv: Readonly<Record<string, string>> = {
  SECRET_KEY: secretKey,
  ACCESS_TOKEN_TTL: '1d',
  RATE_LIMIT_HTTP: without,
  RATE_LIMIT_SOCKET: without,
  RATE_LIMIT_SEND: without,
}

/** Can a cluster be started here? A line says what is missing. */
export const hasCluster = async (log: (line: string) => void): Promise<boolean> => {
  const missing = [
    ...(givenRedis() === undefined ? ['redis-server on the PATH'] : []),
    ...((await hasMongod()) ? [] : ['mongod (MONGOMS_SYSTEM_BINARY)']),
  ]
  if (missing.length > 0) log(`skipped: there is no ${missing.join(', and no ')}`)
  return missing.length === 0
}

/** Makes people and threads beside nodes that run. */
export const seedCluster = async (url: string, people: number, threads = 0): Promise<Population> => {
  const store = await openMongoStore({ url })
  try {
    await store.opened
    return await seedPeopleIn(store, people, threads)
  } finally {
    await store.close()
  }
}
