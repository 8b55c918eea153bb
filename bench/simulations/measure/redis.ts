import { randomUUID } from 'node:crypto'
import { openRedisBus } from '../../../packages/server/src/adapters/redis/redis-bus.ts'
import { openRedisRig, type RedisRig } from '../../../packages/server/src/testing/redis-rig.ts'
import { silentLogger } from '../../../packages/server/src/testing/silent-logger.ts'
import { type StartedRedis, startRedis } from '../../../packages/server/src/testing/start-redis.ts'

export interface RedisCosts {
  /** Microseconds of Redis for one append of one window, told to one node that follows. */
  readonly append: number
  /** Microseconds of the node that appends. */
  readonly appendOnNode: number
  /** Bytes that one entry takes while its log is kept. */
  readonly entryBytes: number
  /** Microseconds of Redis for one word of the bus and one node that hears it; and of that node. Told alone: at most. */
  readonly word: number
  readonly wordOnNode: number
}

/** Words that are told in one turn: the more, the cheaper each. */
const atOnce = 2

/** A window's text: two chunks of twenty characters. */
const windowText = 'x'.repeat(40)

/** Appends of many answers at once, window after window, as a node's ticker sends them. */
const appendAll = async ({ log }: RedisRig, generations: readonly string[], windows: number): Promise<void> => {
  const open = { position: { term: 1, seq: 0 }, items: [{ kind: 'open' as const }] }
  await log.append(generations.map(generation => ({ generation, after: null, entry: open })))
  for (let seq = 1; seq <= windows; seq++) {
    const items = [{ kind: 'text' as const, part: 0, offset: (seq - 1) * windowText.length, text: windowText }]
    await log.append(
      generations.map(generation => ({
        generation,
        after: { term: 1, seq: seq - 1 },
        entry: { position: { term: 1, seq }, items },
      })),
    )
  }
}

const ownCpu = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Microseconds that the server has used. */
const cpuOf = async (redis: StartedRedis): Promise<number> => {
  const info = String(await redis.ask(['INFO', 'cpu']))
  const of = (kind: string): number => Number(new RegExp(`used_cpu_${kind}:([\\d.]+)`).exec(info)?.[1])
  return (of('user') + of('sys')) * 1e6
}

const tellWords = async (
  redis: StartedRedis,
  rigs: readonly RedisRig[],
  words: number,
): Promise<{ redis: number; node: number }> => {
  const buses = await Promise.all(
    rigs.map(({ link, channels }) => openRedisBus({ link, channels, logger: silentLogger })),
  )
  const hearers = buses.length - 1
  let [heard, wanted, reached] = [0, 0, (): void => {}]
  for (const bus of buses.slice(1)) {
    bus.subscribe(() => {
      if (++heard === wanted) reached()
    })
  }
  const before = { redis: await cpuOf(redis), node: ownCpu() }
  // As commits come: some in one turn, and never more than a connection holds.
  for (let told = 0; told < words; ) {
    const batch = Promise.withResolvers<void>()
    ;[wanted, reached] = [heard + atOnce * hearers, batch.resolve]
    for (const end = told + atOnce; told < end; told++) {
      buses[0]?.publish({ kind: 'thread', thread: randomUUID(), seq: told })
    }
    await batch.promise
  }
  const cost = { redis: ((await cpuOf(redis)) - before.redis) / words, node: (ownCpu() - before.node) / words }
  for (const bus of buses) await bus.close()
  return cost
}

/** What Redis and a node spend on live text and on words; on a server that is started for it. */
export const measureRedis = async (answers: number, windows: number, words: number): Promise<RedisCosts> => {
  await using redis = await startRedis()
  const used = async (): Promise<number> =>
    Number(/used_memory:(\d+)/.exec(String(await redis.ask(['INFO', 'memory'])))?.[1])
  const prefix = `measured-${randomUUID()}`
  const rigs = await Promise.all([1, 2, 3, 4, 5].map(() => openRedisRig(redis.urls, { prefix })))
  const [writer, reader] = rigs
  if (!writer || !reader) throw new Error('no rig')
  try {
    const of = (): string[] => Array.from({ length: answers }, () => randomUUID())
    await appendAll(writer, of(), 20)
    const generations = of()
    const ends = await Promise.all(generations.map(generation => reader.log.watch(generation, () => {})))
    const before = { cpu: await cpuOf(redis), own: ownCpu(), memory: await used() }
    await appendAll(writer, generations, windows)
    const after = { cpu: await cpuOf(redis), own: ownCpu(), memory: await used() }
    for (const end of ends) await end()
    const appends = answers * (windows + 1)
    await tellWords(redis, rigs, words / 5)
    const told = await tellWords(redis, rigs, words)
    return {
      append: (after.cpu - before.cpu) / appends,
      appendOnNode: (after.own - before.own) / appends,
      entryBytes: (after.memory - before.memory) / appends,
      word: told.redis / (rigs.length - 1),
      wordOnNode: told.node / rigs.length,
    }
  } finally {
    await Promise.all(rigs.map(rig => rig.close()))
  }
}
