import { givenMongo, hasMongod, newDatabaseOn, startMongo } from '../../packages/server/src/testing/start-mongo.ts'
import { type Core, hold } from './cores.ts'

/** A replica set for benchmarks: that of `TEST_MONGODB_URL`, else one member that is started and goes with it. */
export interface BenchMongo extends AsyncDisposable {
  /** The address of a database that nobody else uses. */
  newUrl(): string
}

/** Null, and a line that says so, on a machine without one. */
export const benchMongo = async (log: (line: string) => void, core: Core = 'any'): Promise<BenchMongo | null> => {
  const given = givenMongo()
  if (given !== undefined) return { newUrl: () => newDatabaseOn(given), [Symbol.asyncDispose]: async () => {} }
  if (!(await hasMongod())) {
    log('skipped on MongoDB: there is none here; TEST_MONGODB_URL or MONGOMS_SYSTEM_BINARY names one')
    return null
  }
  const set = await startMongo({ members: 1 })
  for (const { instanceInfo } of set.servers) hold(instanceInfo?.instance.mongodProcess?.pid, core)
  return {
    newUrl: () => newDatabaseOn(set.getUri()),
    async [Symbol.asyncDispose]() {
      await set.stop({ doCleanup: true, force: true })
    },
  }
}
