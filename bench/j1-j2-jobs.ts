import { benchMongo } from './harness/bench-mongo.ts'
import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'

const program = new URL('./servers/jobs.ts', import.meta.url)

interface Spread {
  readonly p50: number
  readonly p99: number
}

/** Short samples, and more of them: a disk that others use changes its mind often. */
const parts = 3

/** Where a row was measured. */
interface Place {
  readonly suffix: string
  readonly on: string
  readonly kept: string
  readonly sends: number
  readonly least: number
}

const sqlite: Place = { suffix: '', on: 'SQLite', kept: 'each step synced to disk', sends: 200, least: 0.15 }
const mongodb: Place = { suffix: ' MongoDB', on: 'MongoDB', kept: 'each step the majority’s', sends: 10, least: 0.15 }

const jobsRow = async (bench: BenchProcess, place: Place, { seconds, rounds }: BenchOptions): Promise<Row> => {
  const sides = {
    ours: () => bench.ask<number>('through', seconds / parts),
    bare: () => bench.ask<number>('alone', seconds / parts),
  }
  await interleave(1, sides)
  const samples = await interleave(rounds * parts, sides)
  const ratio = median(samples.ours) / median(samples.bare)
  return {
    id: `J1${place.suffix}`,
    what: `jobs asked for, locked, run and over on ${place.on}; 16 at once, ${place.kept}`,
    ours: `${words(median(samples.ours))} jobs/s`,
    reference: `${words(median(samples.bare))} jobs/s`,
    ratio,
    target: `≥ ${place.least}×`,
    met: ratio >= place.least,
    samples,
  }
}

const outboxRow = async (bench: BenchProcess, place: Place, { seconds, rounds }: BenchOptions): Promise<Row> => {
  await bench.ask('outbox', 1)
  const samples: { commit: Spread; delay: Spread }[] = []
  for (let n = 0; n < rounds; n++) samples.push(await bench.ask('outbox', seconds))
  const of = (side: 'commit' | 'delay', per: keyof Spread) => median(samples.map(sample => sample[side][per]))
  const ms = (side: 'commit' | 'delay') => `${words(of(side, 'p50'))} ms, p99 ${words(of(side, 'p99'))} ms`
  const ratio = of('delay', 'p50') / of('commit', 'p50')
  return {
    id: `J2${place.suffix}`,
    what: `from a commit on ${place.on} to its delivery to the feed, at ${place.sends} sends/s; reference: the commit itself`,
    ours: ms('delay'),
    reference: ms('commit'),
    ratio,
    target: '≤ 4×',
    met: ratio <= 4,
    samples: { samples },
  }
}

const rowsOn = async (place: Place, options: BenchOptions, args: string[] = []): Promise<Row[]> => {
  await using bench = new BenchProcess(program, { core: 'any', args })
  return [await jobsRow(bench, place, options), await outboxRow(bench, place, options)]
}

const run = async (options: BenchOptions): Promise<Row[]> => {
  const rows = await rowsOn(sqlite, options)
  await using mongo = await benchMongo(options.log)
  if (mongo !== null) rows.push(...(await rowsOn(mongodb, options, [mongo.newUrl()])))
  return rows
}

/** What is done later, and how much later. */
export const jobs: Benchmark = { ids: ['J1', 'J2'], what: 'jobs, and the delay of the outbox', run }
