import { setTimeout as delay } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { checkHistory } from '../packages/server/src/testing/history/check-history.ts'
import { type HistoryRecord, recordsOf } from '../packages/server/src/testing/history/history-record.ts'
import { metricOf } from '../packages/server/src/testing/whole-server/metrics-of.ts'
import { type Cluster, startCluster } from '../scripts/cluster/start-cluster.ts'
import { readFacts } from '../scripts/faults/read-facts.ts'
import { Recorder } from '../scripts/faults/recorder.ts'
import { RecordedClient } from './clients/recorded-client.ts'
import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { clusterEnv, hasCluster, seedCluster } from './harness/cluster-seed.ts'
import { words } from './harness/number-words.ts'
import { askingProvider } from './harness/openai-env.ts'
import { median } from './harness/statistics.ts'

const providerProgram = new URL('./servers/provider.ts', import.meta.url)

/** A node counts as gone three seconds after it fell silent (`create-redis.ts`); readers are told in one more. */
const leaseMs = 3_000
const limitMs = leaseMs + 1_000
/** No answer ends by itself. */
const pieces = 30_000
/** For all to be told, before it counts as never. */
const patienceMs = 60_000
/** For an owner that wakes up to try what it was about. */
const wakingMs = 4_000

type Death = 'killed' | 'asleep'

interface Round {
  readonly death: Death
  /** From the signal to each reader's being told, in milliseconds: on nodes that live, and on the one that died. */
  readonly told: readonly number[]
  readonly moved: readonly number[]
  readonly untold: number
  /** Answers that something was written to after their readers had been told of their end. */
  readonly stale: number
  readonly violations: readonly string[]
}

const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = performance.now() + patienceMs; !(await holds()); await delay(50))
    if (performance.now() > end) throw new Error(`${what} did not come about`)
}

/** Everything of the answers that a stale writer could change. */
const stateOf = (facts: readonly HistoryRecord[]): Map<string, string> =>
  new Map(recordsOf(facts, 'generation').map(({ row }) => [row.id, JSON.stringify(row)] as const))

interface Field {
  readonly cluster: Cluster
  readonly mongo: MongoClient
  readonly token: string
}

const loseOwner = async (
  { cluster, mongo, token }: Field,
  threads: readonly string[],
  owner: number,
  death: Death,
): Promise<Round> => {
  const node = cluster.nodes[owner]
  const others = cluster.nodes.filter(one => one !== node).map(({ url }) => url)
  if (!node) throw new Error('There is no such node')
  using clients = new DisposableStack()
  const recorder = new Recorder()
  const told = new Map<string, number>()
  const open = (name: string, urls: readonly string[], thread: string): RecordedClient => {
    const ended = (): void => void told.set(name, told.get(name) ?? performance.now())
    return clients.use(new RecordedClient({ name, token, urls, thread, recorder, ended }))
  }
  const askers = threads.map((thread, at) => open(`asker ${at}`, [node.url, ...others], thread))
  const watchers = threads.map((thread, at) => open(`watcher ${at}`, [others[at % others.length] ?? ''], thread))
  await Promise.all([...askers, ...watchers].map(client => client.ready))
  await Promise.all(
    askers.map((asker, at) => {
      const thread = threads[at] ?? ''
      return asker.command(`ask-${thread}`, 'sendMessage', { thread, text: 'Go on, please.' })
    }),
  )
  await until('text at every reader', () => [...askers, ...watchers].every(client => client.isReading))
  const running = await metricOf(node.url, 'chat_view_generations_running')
  if (running !== threads.length) throw new Error(`the owner runs ${running} answers of ${threads.length}`)
  await delay(1_000 + Math.random() * 1_000)

  const lostAt = performance.now()
  const { pid } = node
  const dead = death === 'killed' ? node.kill('SIGKILL') : void process.kill(pid, 'SIGSTOP')
  // Who is connected to one that sleeps hears nothing until it wakes.
  const waiting = death === 'killed' ? [...askers.keys()].flatMap(at => [`asker ${at}`, `watcher ${at}`]) : []
  const awaited = waiting.length > 0 ? waiting : watchers.map((_, at) => `watcher ${at}`)
  await until('the end at every reader', () => awaited.every(name => told.has(name))).catch(() => {})
  const facts = (): Promise<HistoryRecord[]> => readFacts(mongo.db(), threads)
  const before = stateOf(await facts())
  if (death === 'asleep') process.kill(pid, 'SIGCONT')
  await dead
  await delay(wakingMs)
  if (death === 'killed') await node.start()
  const after = await facts()
  const lateness = (kind: string): number[] =>
    awaited.filter(name => name.startsWith(kind)).flatMap(name => (told.get(name) ?? Number.NaN) - lostAt)
  return {
    death,
    told: lateness('watcher').filter(Number.isFinite),
    moved: lateness('asker').filter(Number.isFinite),
    untold: awaited.filter(name => !told.has(name)).length,
    stale: [...stateOf(after)].filter(([id, state]) => before.get(id) !== state).length,
    violations: checkHistory([...recorder.records, ...after]).map(
      ({ kind, about, detail }) => `${kind} ${about}: ${detail}`,
    ),
  }
}

const rowsOf = (rounds: readonly Round[], streams: number): Row[] => {
  const killed = rounds.filter(({ death }) => death === 'killed')
  const told = killed.flatMap(round => round.told)
  const moved = killed.flatMap(round => round.moved)
  const untold = rounds.reduce((sum, round) => sum + round.untold, 0)
  const stale = rounds.reduce((sum, round) => sum + round.stale, 0)
  const violations = rounds.flatMap(round => round.violations)
  const worst = Math.max(...told)
  const seconds = (ms: number): string => `${words(ms / 1_000)} s`
  const common = { ratio: null, samples: { rounds } }
  return [
    {
      id: 'S8',
      what: `SIGKILL of the owner of ${streams} answers → readers on other nodes are told, worst; ${killed.length} kills`,
      ours: seconds(worst),
      reference: `median ${seconds(median(told))}; who was on that node, worst ${seconds(Math.max(...moved))}`,
      target: `≤ lease + 1 s = ${seconds(limitMs)}`,
      met: worst <= limitMs && untold === 0,
      ...common,
    },
    {
      id: 'S8 stale',
      what: `writes accepted of owners that were killed, or woke up past their lease, and other violations of the history; ${rounds.length} deaths`,
      ours: `${stale} stale, ${violations.length} violations, ${untold} never told`,
      reference: '–',
      target: '0',
      met: stale === 0 && violations.length === 0 && untold === 0,
      ...common,
    },
  ]
}

const run = async ({ rounds, quick, log }: BenchOptions): Promise<Row[]> => {
  if (!(await hasCluster(log))) return []
  const streams = quick ? 10 : 60
  const deaths = Array.from({ length: Math.max(rounds, 1) }, (): readonly Death[] => ['killed', 'asleep']).flat()
  await using provider = new BenchProcess(providerProgram, { core: 'any', args: [String(pieces)] })
  const port = await provider.ask<number>('port')
  await using cluster = await startCluster({ env: { ...clusterEnv, ...askingProvider(port) } })
  const { people, threads } = await seedCluster(cluster.databaseUrl, 1, streams * deaths.length)
  await using mongo = await MongoClient.connect(cluster.databaseUrl)
  const field = { cluster, mongo, token: people[0]?.token ?? '' }
  const done: Round[] = []
  for (const [at, death] of deaths.entries()) {
    const mine = threads.slice(at * streams, (at + 1) * streams)
    const round = await loseOwner(field, mine, at % cluster.nodes.length, death)
    const worst = Math.max(...round.told)
    log(`${death}: told after ${words(median(round.told))} ms, at most ${words(worst)} ms, ${round.stale} stale`)
    for (const violation of round.violations.slice(0, 5)) log(`  ${violation}`)
    done.push(round)
  }
  return rowsOf(done, streams)
}

/** What the death of a node costs its readers. */
export const ownerKilled: Benchmark = { ids: ['S8'], what: 'SIGKILL of the owner of running answers', run }
