import { randomUUID } from 'node:crypto'
import { type Population, seedPeople } from '../seed/people.ts'
import { databaseIn } from '../servers/chat-view.ts'
import { benchMongo } from './bench-mongo.ts'
import { benchRedis } from './bench-redis.ts'
import { seedCluster } from './cluster-seed.ts'
import { tempFolder } from './temp-folder.ts'

/** Where a server under test keeps what it is told. */
export interface Place extends AsyncDisposable {
  /** Stands behind the ids of its rows: '', or ' Redis'. */
  readonly mark: string
  /** What stands behind their descriptions. */
  readonly words: string
  readonly folder: string
  /** More of the server's environment. */
  readonly env: Readonly<Record<string, string>>
  /** Fills it, once, before the first server. */
  seed(people: number, threads?: number): Promise<Population>
}

/** SQLite in a fresh folder. */
export const sqlitePlace = async (): Promise<Place> => {
  const folder = await tempFolder()
  return {
    mark: '',
    words: '',
    folder: folder.path,
    env: {},
    seed: (people, threads = 0) => seedPeople(databaseIn(folder.path), people, threads),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

/** MongoDB and Redis of its own, beside what is measured. Null, and a line that says so, where one of them is missing. */
export const redisPlace = async (log: (line: string) => void): Promise<Place | null> => {
  await using parts = new AsyncDisposableStack()
  const redis = parts.use(await benchRedis(log, 'load'))
  if (redis === null) return null
  const mongo = parts.use(await benchMongo(log, 'load'))
  if (mongo === null) return null
  const folder = parts.use(await tempFolder())
  const url = mongo.newUrl()
  const owned = parts.move()
  return {
    mark: ' Redis',
    words: ', with Redis and MongoDB',
    folder: folder.path,
    env: { DATABASE_URL: url, REDIS_URL: redis.url, REDIS_PREFIX: `bench-${randomUUID().slice(0, 8)}` },
    seed: (people, threads) => seedCluster(url, people, threads),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** Runs a measurement on SQLite, and once more with Redis and MongoDB where they are. */
export const inEachPlace = async <T>(
  log: (line: string) => void,
  measure: (place: Place) => Promise<readonly T[]>,
): Promise<T[]> => {
  const rows: T[] = []
  for (const open of [sqlitePlace, () => redisPlace(log)]) {
    await using place = await open()
    if (place) rows.push(...(await measure(place)))
  }
  return rows
}
