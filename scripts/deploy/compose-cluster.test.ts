import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { initiateReplicaSet } from '../../deploy/image/initiate-replica-set.ts'
import { makeClusterSecrets, members } from '../../deploy/image/make-cluster-secrets.ts'
import { lowPort } from '../../packages/server/src/testing/low-port.ts'
import { startServerProcess } from '../../packages/server/src/testing/server-process.ts'
import { givenRedis } from '../../packages/server/src/testing/start-redis.ts'
import { roundTrip } from '../deploy-round-trip.ts'
import { readCompose } from './read-compose.ts'
import { serviceEnvironment } from './service-environment.ts'

const limit = 240_000
const patience = { timeout: 60_000, interval: 200 }
/** A `mongod` of this machine; what is not there is not fetched. */
const findMongod = async (): Promise<string | null> => {
  const given = process.env.MONGOMS_SYSTEM_BINARY
  if (given) return existsSync(given) ? given : null
  const found = await DryMongoBinary.locateBinary(DryMongoBinary.getEnsuredOptions()).catch(() => undefined)
  return found?.[1] ?? null
}

const mongod = await findMongod()
const redisServer = givenRedis()
const compose = readCompose('compose.cluster.yaml')

let folder: string
const made = (name: string): string => readFileSync(join(folder, name), 'utf8').trim()

/** Servers of the set by the names that they have in the file. */
const mongods: ChildProcess[] = []
let redis: ChildProcess | undefined
let redisPort = 0
/** The database's address as it is on this machine. */
let databaseUrl = ''

const startMember = async (name: string, args: readonly string[], port: number): Promise<ChildProcess> => {
  const dbPath = join(folder, name)
  await mkdir(dbPath, { recursive: true })
  const own = ['--port', `${port}`, '--dbpath', dbPath, '--bind_ip', '127.0.0.1', '--unixSocketPrefix', folder]
  return spawn(mongod ?? '', [...args, ...own], { stdio: 'ignore' })
}

const stop = async (child: ChildProcess | undefined): Promise<void> => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}

/** What the official image does before it first serves: it makes `root`, without the others. */
const makeRoot = async (name: string, port: number): Promise<void> => {
  const alone = await startMember(name, [], port)
  const client = new MongoClient(`mongodb://127.0.0.1:${port}`, { serverSelectionTimeoutMS: 60_000 })
  await client.db('admin').command({ createUser: 'root', pwd: made('mongo.password'), roles: ['root'] })
  await client.close()
  await stop(alone)
}

const startMembers = async (): Promise<void> => {
  // Those of MongoDB's own words that do not name the container's network.
  const words = compose.services.mongo1?.command?.slice(1).filter(word => word !== '--bind_ip_all') ?? []
  const args = words.map(word => word.replace('/run/made', folder))
  const ports = await Promise.all(members.map(() => lowPort()))
  await makeRoot('mongo1', ports[0] ?? 0)
  for (const [index, name] of members.entries()) mongods.push(await startMember(name, args, ports[index] ?? 0))
  databaseUrl = members.reduce(
    (url, name, index) => url.replace(`${name}:27017`, `127.0.0.1:${ports[index]}`),
    made('database.url'),
  )
}

/** What a Redis that has to be told the password answers to `CONFIG GET maxmemory-policy`. */
const askRedis = async (port: number): Promise<string> => {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(`AUTH default ${made('redis.password')}\r\nCONFIG GET maxmemory-policy\r\nQUIT\r\n`)
  let said = ''
  socket.on('data', chunk => {
    said += chunk
  })
  await once(socket, 'close')
  return said
}

const startRedis = async (): Promise<void> => {
  redisPort = await lowPort()
  const words = compose.services.redis?.command?.slice(1) ?? []
  const args = words.map(word => word.replace('/run/made', folder))
  redis = spawn(redisServer ?? '', [...args, '--port', `${redisPort}`, '--bind', '127.0.0.1', '--dir', folder], {
    stdio: 'ignore',
  })
  await vi.waitFor(async () => expect(await askRedis(redisPort)).toContain('noeviction'), patience)
}

/** What a node of the file is given, with the parts that run on this machine. */
const environmentHere = (name: string): Record<string, string> => {
  const env = serviceEnvironment(compose, name, { '/run/made': folder })
  expect(env).toMatchObject({ TRUST_PROXY: '1', REDIS_URL_FILE: join(folder, 'redis.url') })
  const { DATABASE_URL_FILE: _database, REDIS_URL_FILE: _redis, ...rest } = env
  const redisHere = made('redis.url').replace('redis:6379', `127.0.0.1:${redisPort}`)
  return { ...rest, HOST: '127.0.0.1', DATABASE_URL: databaseUrl, REDIS_URL: redisHere }
}

const whole = mongod !== null && redisServer !== undefined
if (!whole) it.skip('OP7 compose.cluster.yaml: no mongod or no redis-server here')

describe.runIf(whole)('compose.cluster.yaml', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-view-cluster-'))
    makeClusterSecrets(folder, false)
    // Nobody else is here whom they could be given to.
    for (const name of ['mongo.key', 'redis.conf', 'redis.password']) chmodSync(join(folder, name), 0o600)
    await startMembers()
    await startRedis()
  }, limit)
  afterAll(async () => {
    await Promise.all([...mongods, redis].map(stop))
    await rm(folder, { recursive: true, force: true })
  }, limit)

  it(
    'OP7 makes one replica set with access control and a user of least rights, once',
    async () => {
      const initiation = { url: databaseUrl, rootPassword: made('mongo.password') }
      for (const _ of ['first', 'again']) {
        await initiateReplicaSet({ ...initiation, signal: AbortSignal.timeout(120_000) })
      }
      const client = new MongoClient(databaseUrl)
      try {
        const { users } = await client.db().command({ usersInfo: 'chat-view' })
        const roles = (users[0].roles as { role: string; db: string }[]).map(({ role, db }) => `${role} ${db}`)
        expect(roles.sort()).toEqual(['dbAdmin chat-view', 'readWrite chat-view'])
        await expect(client.db('admin').command({ replSetGetStatus: 1 })).rejects.toThrow('not authorized')
        expect((await client.db().admin().command({ hello: 1 })).hosts).toHaveLength(3)
      } finally {
        await client.close()
      }
    },
    limit,
  )

  it(
    'OP7 three nodes begin in their environment, take traffic, and answer whomever the proxy sends',
    async () => {
      await using all = new AsyncDisposableStack()
      const start = async (name: string) => all.use(await startServerProcess(environmentHere(name)))
      // All at once, as a rollout starts them: one of them prepares the database.
      const nodes = await Promise.all(['node1', 'node2', 'node3'].map(start))
      for (const node of nodes) {
        await vi.waitFor(async () => expect((await fetch(`${node.url}/ready`)).status).toBe(200), patience)
      }
      for (const { url } of nodes) {
        const { streamed, kept } = await roundTrip(url, AbortSignal.timeout(60_000))
        expect(streamed).toBe(kept)
      }
    },
    limit,
  )
})

describe('the secrets of a cluster', () => {
  it('OP7 are made once, agree with each other, and can be read by few', async () => {
    const own = await mkdtemp(join(tmpdir(), 'chat-view-secrets-'))
    const read = (name: string): string => readFileSync(join(own, name), 'utf8').trim()
    makeClusterSecrets(own, false)
    const names = [
      'secret.key',
      'mongo.key',
      'mongo.password',
      'database.url',
      'redis.password',
      'redis.conf',
      'redis.url',
    ]
    const before = names.map(read)
    makeClusterSecrets(own, false)
    expect(names.map(read)).toEqual(before)
    expect(read('redis.conf')).toBe(`requirepass ${read('redis.password')}`)
    expect(read('redis.url')).toBe(`redis://default:${read('redis.password')}@redis:6379`)
    expect(new Set(names.map(name => statSync(join(own, name)).mode & 0o777))).toEqual(new Set([0o400]))
    expect(read('database.url')).not.toContain(read('mongo.password'))
    await rm(own, { recursive: true })
  })
})
