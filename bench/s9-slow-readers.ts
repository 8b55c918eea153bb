import { setTimeout as delay } from 'node:timers/promises'
import type { ReadersReport } from './clients/readers.ts'
import type { OpenSlowReaders, Speaker } from './clients/slow-readers.ts'
import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { askingProvider } from './harness/openai-env.ts'
import { median, percentile } from './harness/statistics.ts'
import { tempFolder } from './harness/temp-folder.ts'
import { freshAskers } from './harness/whole-path.ts'
import { helloOf, seedPeople } from './seed/people.ts'
import { databaseIn, startChatView } from './servers/chat-view.ts'

const providerProgram = new URL('./servers/provider.ts', import.meta.url)
const readerProgram = new URL('./clients/readers.ts', import.meta.url)
const slowProgram = new URL('./clients/slow-readers.ts', import.meta.url)

const limitBytes = 64 * 1024
const limitRatio = 1.1
/** Until the buffers of both systems are full, and the server holds what comes. One that stands still is ended after 30 s. */
const fillMs = 10_000
const settleMs = 2_000
const warmUpMs = 5_000
/** So many samples of the others' chunks are needed for a p99 that can be compared. */
const leastSeconds = 10
/** Answers last: their beginnings and ends are no part of it. */
const pieces = 2_000

interface Memory {
  readonly rss: number
  readonly heap: number
  readonly external: number
}

interface Sizes {
  /** Slow readers. */
  readonly count: number
  /** Answers, each with a reader as quick as any. */
  readonly streams: number
}

interface Sample {
  /** Of the others' chunks, in milliseconds. */
  readonly p99: number
  /** What the server has in the end, in bytes: all of it, and its heap and buffers. */
  readonly rss: number
  readonly heap: number
  /** Slow readers that were still connected in the end. */
  readonly left: number
  readonly faults: readonly string[]
}

const rowsOf = (samples: Record<'slow' | 'none', Sample[]>, { count, streams }: Sizes): Row[] => {
  const beyond = (what: (sample: Sample) => number): number =>
    (median(samples.slow.map(what)) - median(samples.none.map(what))) / count
  const cost = beyond(({ rss }) => rss)
  const [mine, its] = [median(samples.slow.map(({ p99 }) => p99)), median(samples.none.map(({ p99 }) => p99))]
  const kept = samples.slow.every(({ left }) => left === count)
  return [
    {
      id: 'S9 RSS',
      what: `RSS of a reader that takes a byte a second and is far behind, ${count} of them${kept ? '' : ', some of which were cut'}`,
      ours: `${words(cost / 1024)} KiB`,
      reference: `heap and buffers: ${words(beyond(({ heap }) => heap) / 1024)} KiB`,
      ratio: null,
      target: `≤ ${limitBytes / 1024} KiB`,
      met: cost <= limitBytes && kept,
      samples,
    },
    {
      id: 'S9 others',
      what: `chunk p99 of ${streams} other readers, beside ${count} slow ones and without`,
      ours: `${words(mine)} ms`,
      reference: `${words(its)} ms`,
      ratio: mine / its,
      target: `≤ ${limitRatio}×`,
      met: mine / its <= limitRatio,
      samples,
    },
  ]
}

/** A server of its own for each sample: what one has taken once it does not give back. */
const sample = async (sizes: Sizes, withSlow: boolean, { seconds, log }: BenchOptions): Promise<Sample> => {
  const { count, streams } = sizes
  await using folder = await tempFolder()
  const population = await seedPeople(databaseIn(folder.path), 1, streams + 1)
  const [person, busy] = [population.people[0], population.threads[streams]]
  if (!person || busy === undefined) throw new Error('Nobody is there')
  const greeting = helloOf(person)
  await using provider = new BenchProcess(providerProgram, { core: 'load', args: [String(pieces)] })
  const env = askingProvider(await provider.ask<number>('port'))
  const { process: server, port } = await startChatView(folder.path, env)
  await using ours = server
  await using readers = new BenchProcess(readerProgram, { core: 'load' })
  await readers.ask('open', { port, ...freshAskers(population)(streams), spreadMs: 2_000 })
  await using slow = new BenchProcess(slowProgram, { core: 'load' })
  await slow.ask('enter', { port, greeting } satisfies Speaker)
  // Code that has not run yet is slow.
  await delay(warmUpMs)
  const threads = Array.from({ length: count }, (_, at) => population.threads[at % streams] ?? '')
  if (withSlow) await slow.ask('open', { port, greeting, threads, busy } satisfies OpenSlowReaders)
  // What is said is over before anything is measured, and is said without them too.
  await slow.ask('talk', busy)
  await delay(fillMs)
  await slow.ask('be silent')
  await delay(settleMs)
  await readers.ask('begin')
  await delay(Math.max(leastSeconds, seconds) * 1_000)
  const report = await readers.ask<ReadersReport>('report')
  const { rss, heap, external } = await ours.ask<Memory>('memory')
  const left = await slow.ask<number>('left')
  const p99 = percentile(report.chunkAges, 99) / 1_000
  const [mib, beside] = [2 ** 20, withSlow ? `${left} slow readers` : 'without']
  log(
    `${beside}: p99 ${words(p99)} ms, RSS ${words(rss / mib)} MiB, heap and buffers ${words((heap + external) / mib)} MiB`,
  )
  const faults = [...new Set(report.faults)]
  for (const fault of faults) log(`  ${fault}`)
  return { p99, rss, heap: heap + external, left, faults }
}

const run = async (options: BenchOptions): Promise<Row[]> => {
  const sizes = options.quick ? { count: 40, streams: 20 } : { count: 200, streams: 50 }
  const samples = await interleave(options.rounds, {
    none: () => sample(sizes, false, options),
    slow: () => sample(sizes, true, options),
  })
  return rowsOf(samples, sizes)
}

/** Readers that take next to nothing. */
export const slowReaders: Benchmark = { ids: ['S9'], what: 'readers of a byte a second', run }
