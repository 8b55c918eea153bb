import { randomBytes, randomUUID } from 'node:crypto'
import type { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import { type ServerProcess, startServerProcess } from '../../packages/server/src/testing/server-process.ts'
import { hasMongod, newDatabaseOn, startMongo } from '../../packages/server/src/testing/start-mongo.ts'
import { givenRedis, type StartedRedis, startRedis } from '../../packages/server/src/testing/start-redis.ts'
import { type ClusterProxy, startClusterProxy } from './cluster-proxy.ts'
import { untilReadiness } from './readiness.ts'

/** Several nodes that share Redis and MongoDB, behind one address. */
export interface Cluster extends AsyncDisposable {
  readonly nodes: readonly ServerProcess[]
  readonly proxy: ClusterProxy
  readonly redisUrl: string
  readonly databaseUrl: string
  /** Begins the names of all that it keeps in Redis. */
  readonly prefix: string
  /** Null where `REDIS_URL` names one that runs already. */
  readonly redis: StartedRedis | null
  /** Null where `DATABASE_URL` names one that runs already. */
  readonly mongo: MongoMemoryReplSet | null
}

export interface ClusterOptions {
  /** Default 3. */
  readonly nodes?: number
  /** Of the proxy; 0, the default, takes a free one. */
  readonly port?: number
  /** Members of the replica set, where one is started; default 1. */
  readonly members?: number
  /** More of an environment for every node. */
  readonly env?: Readonly<Record<string, string>>
  /** The same for one of them, by its place. */
  readonly envOf?: (node: number) => Readonly<Record<string, string>>
  /** A Redis that runs; else one is started. */
  readonly redisUrl?: string | undefined
  /** A replica set that runs; else one is started. */
  readonly databaseUrl?: string | undefined
}

const startLimitMs = 120_000

/** A database of a replica set that is started for it, where none was named. @throws Error that says the remedy */
const openDatabase = async (
  { databaseUrl, members = 1 }: ClusterOptions,
  parts: AsyncDisposableStack,
): Promise<{ databaseUrl: string; mongo: MongoMemoryReplSet | null }> => {
  if (databaseUrl?.startsWith('mongodb') === false)
    throw new Error('Several nodes want MongoDB: DATABASE_URL must name a replica set, as mongodb://…')
  if (databaseUrl !== undefined) return { databaseUrl, mongo: null }
  if (!(await hasMongod()))
    throw new Error('There is no mongod: name a replica set by DATABASE_URL, or the program by MONGOMS_SYSTEM_BINARY')
  const mongo = parts.adopt(await startMongo({ members, transactionSeconds: 5 }), async set => {
    await set.stop({ doCleanup: true, force: true })
  })
  return { databaseUrl: newDatabaseOn(mongo.getUri()), mongo }
}

/** A Redis that is started for it, where none was named. @throws Error that says the remedy */
const openRedis = async (
  { redisUrl }: ClusterOptions,
  parts: AsyncDisposableStack,
): Promise<{ redisUrl: string; redis: StartedRedis | null }> => {
  if (redisUrl !== undefined) return { redisUrl, redis: null }
  if (givenRedis() === undefined)
    throw new Error('There is no redis-server: name a Redis by REDIS_URL, or the program by REDIS_SERVER_BINARY')
  const redis = parts.use(await startRedis())
  return { redisUrl: redis.urls[0] ?? '', redis }
}

/** Starts everything from what is installed here. What it started goes with it. @throws Error that says the remedy */
export const startCluster = async (options: ClusterOptions = {}): Promise<Cluster> => {
  await using parts = new AsyncDisposableStack()
  const { redisUrl, redis } = await openRedis(options, parts)
  const { databaseUrl, mongo } = await openDatabase(options, parts)
  const prefix = `chat-view-${randomUUID().slice(0, 8)}`
  const ports: number[] = []
  const proxy = parts.use(await startClusterProxy({ nodes: ports, port: options.port ?? 0 }))
  const shared = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: prefix,
    SECRET_KEY: randomBytes(32).toString('base64url'),
    PUBLIC_URL: proxy.url,
    ...options.env,
  }
  const starts = await Promise.allSettled(
    Array.from({ length: options.nodes ?? 3 }, (_, at) => startServerProcess({ ...shared, ...options.envOf?.(at) })),
  )
  // Those that did start go with the rest, whatever became of the others.
  for (const one of starts) if (one.status === 'fulfilled') parts.use(one.value)
  const nodes = starts.map(one => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
  // One that is busy may listen before it has reached its database.
  await untilReadiness(nodes, 'start', 'serving', startLimitMs)
  ports.push(...nodes.map(({ port }) => port))
  proxy.watch()
  const owned = parts.move()
  return {
    ...{ nodes, proxy, redisUrl, databaseUrl, prefix, redis, mongo },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
