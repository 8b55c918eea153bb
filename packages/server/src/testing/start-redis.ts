import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectRedis, type RedisConnection } from '../adapters/redis/connect-redis.ts'
import { redisTarget } from '../adapters/redis/connect-target.ts'
import { lowPort } from './low-port.ts'
import { clusterShards, formCluster, untilWhole } from './redis-cluster.ts'
import { RedisProcess, redisLaunchTimeout } from './redis-process.ts'

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The `redis-server` that `REDIS_SERVER_BINARY` names, else that of `PATH`; undefined: none. */
export const givenRedis = (): string | undefined => {
  const named = process.env.REDIS_SERVER_BINARY
  if (named) return named
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map(folder => join(folder, 'redis-server')).find(isProgram)
}

export interface StartRedisOptions {
  /** Of a single server; a free one unless told. */
  readonly port?: number
  /** More of the server's own options, as `['--maxmemory', '3mb']`. */
  readonly args?: readonly string[]
  /** Three servers that share the slots, instead of one; with replicas, six: the fourth follows the first, and so on. */
  readonly cluster?: boolean | 'with replicas'
}

/** Servers of the test's own, with an append-only file each, in folders that go with them. */
export interface StartedRedis extends AsyncDisposable {
  /** What `REDIS_URL` would name. */
  readonly urls: readonly string[]
  readonly members: readonly RedisProcess[]
  /** Ends all of them and removes their data. */
  stop(): Promise<void>
  /** Kills them, as a crash does. */
  kill(): Promise<void>
  /** Lets them sleep (SIGSTOP): connections stay open, and nothing is answered. */
  pause(): void
  resume(): void
  /** Kills them, if they still run, and starts them on the same ports. */
  restart(options?: { readonly data?: boolean }): Promise<void>
  /** One command, on the first member unless another is named. */
  ask(args: readonly string[], member?: number): Promise<unknown>
}

const connect = async (url: string): Promise<RedisConnection> => {
  for (const until = performance.now() + redisLaunchTimeout; ; ) {
    try {
      const connection = await connectRedis(redisTarget(url), { timeoutMs: redisLaunchTimeout })
      await connection.send(['PING'])
      return connection
    } catch (error) {
      if (performance.now() > until) throw error
      await pause(20)
    }
  }
}

const ask = async (url: string, args: readonly string[]): Promise<unknown> => {
  const connection = await connect(url)
  try {
    return await connection.send(args)
  } finally {
    connection.end('it was only asked')
  }
}

/** Starts one server, or a cluster of three, on free ports of 127.0.0.1. Resolves when they answer. */
export const startRedis = async ({
  port,
  args = [],
  cluster = false,
}: StartRedisOptions = {}): Promise<StartedRedis> => {
  const binary = givenRedis()
  if (binary === undefined) throw new Error('there is no redis-server; REDIS_SERVER_BINARY names one')
  const shards = cluster ? clusterShards : 1
  const count = cluster === 'with replicas' ? 2 * shards : shards
  const members: RedisProcess[] = []
  for (let index = 0; index < count; index++) {
    const clusterPort = cluster ? await lowPort() : undefined
    members.push(new RedisProcess({ binary, port: port ?? (await lowPort()), clusterPort, args }))
  }
  const urls = members.map(({ url }) => url)
  const up = async (): Promise<void> => {
    for (const member of members) member.start()
    await Promise.all(urls.map(url => ask(url, ['PING'])))
  }
  const stop = async (): Promise<void> => {
    await Promise.all(members.map(member => member.remove()))
  }
  try {
    await up()
    if (cluster) await formCluster(members, ask)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    urls,
    members,
    stop,
    kill: async () => void (await Promise.all(members.map(member => member.kill()))),
    pause: () => members.forEach(member => void member.pause()),
    resume: () => members.forEach(member => void member.resume()),
    async restart({ data = true } = {}) {
      await Promise.all(members.map(member => member.kill()))
      if (!data) for (const member of members) member.wipe()
      await up()
      if (cluster) await (data ? untilWhole(members, ask) : formCluster(members, ask))
    },
    ask: (words, member = 0) => ask(urls[member] ?? '', words),
    [Symbol.asyncDispose]: stop,
  }
}
