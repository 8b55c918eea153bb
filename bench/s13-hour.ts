import { setTimeout as delay } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { seededRandom } from '../packages/server/src/testing/whole-server/seeded-random.ts'
import { type Cluster, startCluster } from '../scripts/cluster/start-cluster.ts'
import type { Nemesis } from '../scripts/faults/nemesis.ts'
import { Recorder } from '../scripts/faults/recorder.ts'
import { scenarios } from '../scripts/faults/scenarios.ts'
import { holdTalk, type TalkField, type TalkResult } from './clients/long-talk.ts'
import { RecordedClient } from './clients/recorded-client.ts'
import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { clusterEnv, hasCluster, seedCluster } from './harness/cluster-seed.ts'
import { type Growth, livesOf, type MemorySample } from './harness/memory-lives.ts'
import { memoryEnv, watchMemory } from './harness/memory-watch.ts'
import { words } from './harness/number-words.ts'
import { askingProvider } from './harness/openai-env.ts'
import type { Asked } from './seed/long-answer.ts'
import type { Population } from './seed/people.ts'

const providerProgram = new URL('./servers/talk-provider.ts', import.meta.url)

/** What is done to the cluster, in turn. The first node alone is never killed: it has one life of the whole hour. */
const faults = ['kill', 'sockets', 'sleep', 'mongo-stepdown', 'redis-restart', 'moves', 'redis-paused', 'mongo-restart']
const undying = 0
/** Milliseconds between two faults, at least, and what is added by chance. */
const calm = { least: 45_000, more: 30_000 }
const sampleMs = 15_000
const limitPerHour = 2 ** 20

/** How many of what there are. Each talk has two sockets; the others follow a thread in which nothing happens. */
const sizes = {
  full: { streams: 200, sockets: 1_000 },
  quick: { streams: 20, sockets: 100 },
}
const idleThreads = 10
/** Violations that are kept in words; all are counted. */
const mostWords = 200

interface Tally {
  talks: number
  violations: number
  readonly words: string[]
  readonly ends: Record<string, number>
  readonly faults: Record<string, number>
}

const add = (tally: Tally, { ends, violations }: Pick<TalkResult, 'ends' | 'violations'>): void => {
  tally.violations += violations.length
  tally.words.push(...violations.slice(0, mostWords - tally.words.length))
  for (const [state, times] of Object.entries(ends)) tally.ends[state] = (tally.ends[state] ?? 0) + times
}

const disturb = async (cluster: Cluster, tally: Tally, options: BenchOptions, signal: AbortSignal): Promise<void> => {
  const random = seededRandom(1)
  const mortal = cluster.nodes.filter((_, node) => node !== undying)
  for (let at = 0; !signal.aborted; at++) {
    await delay(calm.least + random.below(calm.more), null, { signal }).catch(() => {})
    if (signal.aborted) return
    const scenario = scenarios.find(({ name }) => name === faults[at % faults.length])
    if (!scenario) throw new Error(`There is no fault ${faults[at % faults.length]}`)
    const nodes = scenario.name === 'kill' ? mortal : cluster.nodes
    const field = { ...cluster, nodes, kind: 'members', pair: null } as const
    // What a fault may cost is not told here: the talks bear it, or it is a violation.
    const recorder = new Recorder()
    const nemesis: Nemesis = { cluster: field, recorder, random, devices: () => 0, running: async () => [] }
    tally.faults[scenario.name] = (tally.faults[scenario.name] ?? 0) + 1
    options.log(`fault: ${scenario.faults}`)
    await scenario.disturb(nemesis).catch((error: unknown) => {
      add(tally, { ends: {}, violations: [`nemesis ${scenario.name}: ${error}`] })
    })
  }
}

/** Tells talks what the provider was asked. */
const hearCalls = (provider: BenchProcess) => {
  const hearers = new Map<string, (asked: Asked) => void>()
  let told = Promise.resolve()
  const untilTold = (): Promise<void> => {
    told = told.then(async () => {
      for (const asked of await provider.ask<Asked[]>('calls')) hearers.get(asked.thread)?.(asked)
    })
    return told
  }
  return { hearers, untilTold }
}

const openIdle = ({ people, threads }: Population, url: string, count: number): DisposableStack => {
  const idle = new DisposableStack()
  for (let at = 0; at < count; at++) {
    const [token, thread] = [people[0]?.token ?? '', threads[at % threads.length] ?? '']
    idle.use(new RecordedClient({ name: `idle ${at}`, token, urls: [url], thread, recorder: { add() {} } }))
  }
  return idle
}

const rowsOf = (samples: readonly MemorySample[], tally: Tally, what: string, minutes: number): Row[] => {
  // Until all code that runs has been compiled and caches are as full as they are kept; less of a trial.
  const warmUpMs = Math.min(600_000, minutes * 12_000)
  const lives = livesOf(samples, { warmUpMs, leastMs: warmUpMs / 2 })
  const life = lives.filter(({ node }) => node === undying).sort((a, b) => b.minutes - a.minutes)[0]
  const [mib, say] = [
    2 ** 20,
    ({ perHour, error }: Growth): string => `${words(perHour / mib)} ± ${words(error / mib)} MB/h`,
  ]
  const others = lives
    .filter(one => one !== life)
    .map(({ node, minutes, rss }) => `node ${node + 1} for ${Math.round(minutes)} min ${say(rss)}`)
  const answers = Object.values(tally.ends).reduce((sum, times) => sum + times, 0)
  const done = Object.entries(tally.faults).map(([name, times]) => `${times} ${name}`)
  const common = { ratio: null, samples: { samples, lives, tally } }
  return [
    {
      id: 'S13 RSS',
      what: `growth of the node that is never killed, garbage collected, ${what}`,
      ours: life ? say(life.rss) : '–',
      reference: life ? [`heap ${say(life.heap)}`, ...others].join('; ') : '–',
      target: '< 1 MB/h',
      met: life !== undefined && life.rss.perHour < limitPerHour,
      ...common,
    },
    {
      id: 'S13 history',
      what: `violations that the history checker finds, ${what}; ${done.join(', ')}`,
      ours: `${tally.violations} in ${answers} answers of ${tally.talks} talks`,
      reference: Object.entries(tally.ends)
        .map(([state, times]) => `${times} ${state}`)
        .join(', '),
      target: '0',
      met: tally.violations === 0 && answers > 0,
      ...common,
    },
  ]
}

const run = async (options: BenchOptions): Promise<Row[]> => {
  const { minutes, quick, log } = options
  if (!(await hasCluster(log))) return []
  const { streams, sockets } = quick ? sizes.quick : sizes.full
  await using provider = new BenchProcess(providerProgram, { core: 'any' })
  // What is asked again is a second call, which the checker would take for a second answer.
  const asking = { ...askingProvider(await provider.ask<number>('port')), AI_RETRIES: '0' }
  const env = { ...clusterEnv, ...memoryEnv, ...asking }
  await using cluster = await startCluster({ env, members: 3 })
  const population = await seedCluster(cluster.databaseUrl, streams + 1, idleThreads)
  await using mongo = await MongoClient.connect(cluster.databaseUrl)
  const { url } = cluster.proxy
  using _idle = openIdle(population, url, sockets - 2 * streams)
  const field: TalkField = { url, db: mongo.db(), ...hearCalls(provider) }
  const tally: Tally = { talks: 0, violations: 0, words: [], ends: {}, faults: {} }
  const samples: MemorySample[] = []
  const over = new AbortController()
  const seat = async (token: string): Promise<void> => {
    // They begin at different times.
    await delay(Math.random() * 30_000)
    while (!over.signal.aborted) {
      const result = await holdTalk(field, token, over.signal).catch((error: unknown) =>
        over.signal.aborted ? null : { ends: {}, violations: [`talk: ${error}`] },
      )
      if (!result) return
      tally.talks++
      add(tally, result)
      for (const violation of result.violations.slice(0, 5)) log(`VIOLATION ${violation}`)
    }
  }
  const progress = setInterval(() => {
    const newest = cluster.nodes.flatMap((_, node) => samples.findLast(sample => sample.node === node) ?? [])
    const memory = newest.map(
      ({ node, rss, heap }) => `node ${node + 1} ${words(rss / 2 ** 20)}/${words(heap / 2 ** 20)} MiB`,
    )
    log(`${tally.talks} talks, ${tally.violations} violations, ${cluster.proxy.open} sockets; ${memory.join(', ')}`)
  }, 60_000)
  try {
    const work = [
      ...population.people.slice(1).map(({ token }) => seat(token)),
      watchMemory(cluster.nodes, sampleMs, samples, over.signal),
      disturb(cluster, tally, options, over.signal),
    ]
    await delay(minutes * 60_000)
    over.abort()
    await Promise.all(work)
  } finally {
    clearInterval(progress)
  }
  return rowsOf(samples, tally, `${minutes} min, ${sockets} sockets, ${streams} streams`, minutes)
}

/** An hour in which things break. */
export const hour: Benchmark = { ids: ['S13'], what: 'an hour under faults (--minutes)', isLong: true, run }
