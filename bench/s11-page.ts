import { benchMongo } from './harness/bench-mongo.ts'
import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { tempFolder } from './harness/temp-folder.ts'
import { databaseIn } from './servers/chat-view.ts'
import type { PageTimes } from './servers/page-times.ts'

const onSqlite = new URL('./servers/store-reads.ts', import.meta.url)
const onMongo = new URL('./servers/mongo-reads.ts', import.meta.url)

interface Figure {
  readonly id: string
  readonly what: string
  of(times: PageTimes): number
  readonly target: string
  met(ours: number, bare: number): boolean
}

const samplesOf = async (reads: BenchProcess, { seconds, rounds }: BenchOptions) => {
  const sides = {
    ours: () => reads.ask<PageTimes>('through', seconds),
    bare: () => reads.ask<PageTimes>('alone', seconds),
  }
  await interleave(1, sides)
  return interleave(rounds, sides)
}

const rowsOf = (samples: Awaited<ReturnType<typeof samplesOf>>, what: string, figures: readonly Figure[]): Row[] =>
  figures.map(figure => {
    const [ours, bare] = [median(samples.ours.map(figure.of)), median(samples.bare.map(figure.of))]
    return {
      id: figure.id,
      what: `${what}, ${figure.what}`,
      ours: `${words(ours)} ms`,
      reference: `${words(bare)} ms`,
      ratio: ours / bare,
      target: figure.target,
      met: figure.met(ours, bare),
      samples,
    }
  })

const within = { target: '≤ 1 ms', met: (ours: number) => ours <= 1 }
const inProcess: readonly Figure[] = [
  { id: 'S11', what: 'p99', of: times => times.p99, ...within },
  { id: 'S11 CPU', what: 'mean CPU time', of: times => times.cpu, ...within },
]
/** Another process answers, so its round trips are the measure. */
const overWire: readonly Figure[] = [
  {
    id: 'S11 MongoDB',
    what: 'p50',
    of: times => times.p50,
    target: '≤ 2×',
    met: (ours, bare) => ours <= 2 * bare,
  },
]

const run = async (options: BenchOptions): Promise<Row[]> => {
  const what = (messages: number) => `page of 50 at random depth in ${words(messages)} messages`
  const rows: Row[] = []
  {
    const messages = options.quick ? 200_000 : 1_000_000
    await using folder = await tempFolder()
    const args = [databaseIn(folder.path), String(messages)]
    await using reads = new BenchProcess(onSqlite, { core: 'any', args })
    rows.push(...rowsOf(await samplesOf(reads, options), what(messages), inProcess))
  }
  await using mongo = await benchMongo(options.log)
  if (mongo === null) return rows
  // Fewer: a million rows with their answers take too long to write there.
  const messages = options.quick ? 20_000 : 200_000
  await using reads = new BenchProcess(onMongo, { core: 'any', args: [mongo.newUrl(), String(messages)] })
  rows.push(...rowsOf(await samplesOf(reads, options), `${what(messages)} on MongoDB`, overWire))
  return rows
}

/** A page of a long thread. */
export const page: Benchmark = { ids: ['S11'], what: 'a page at any depth of a long thread', run }
