import { benchMongo } from './harness/bench-mongo.ts'
import { BenchProcess } from './harness/bench-process.ts'
import { benchRedis } from './harness/bench-redis.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'

const program = new URL('./servers/quota.ts', import.meta.url)

/** What is measured where, and the least share of the bare statements' rate. */
interface Side {
  readonly suffix: string
  readonly what: string
  readonly ours: string
  readonly bare: string
  readonly least: number
}

const pairs = (suffix: string, on: string, least: number): Side => ({
  suffix,
  what: `reservations of a user and their project, two periods each, reserved and settled on ${on}; 16 at once, all of one project; reference: the bare conditional updates`,
  ours: 'store',
  bare: 'bare',
  least,
})

const refusals = (suffix: string, on: string, bareOn: string, least: number): Side => ({
  suffix: ` refusals${suffix}`,
  what: `the same, refused by the project's budget, on ${on}; reference: bare conditional updates on ${bareOn} that refuse`,
  ours: 'refusals',
  bare: 'bare refusals',
  least,
})

const gated = 'MongoDB behind the gate in Redis'

const rowsOn = async (sides: readonly Side[], { seconds, rounds }: BenchOptions, args: string[]): Promise<Row[]> => {
  await using bench = new BenchProcess(program, { core: 'any', args })
  const rows: Row[] = []
  for (const { suffix, what, ours, bare, least } of sides) {
    const asked = {
      ours: () => bench.ask<number>(ours, seconds / 3),
      bare: () => bench.ask<number>(bare, seconds / 3),
    }
    await interleave(1, asked)
    const samples = await interleave(rounds * 3, asked)
    const ratio = median(samples.ours) / median(samples.bare)
    rows.push({
      id: `Q1${suffix}`,
      what,
      ours: `${words(median(samples.ours))} /s`,
      reference: `${words(median(samples.bare))} /s`,
      ratio,
      target: `≥ ${least}×`,
      met: ratio >= least,
      samples,
    })
  }
  return rows
}

const run = async (options: BenchOptions): Promise<Row[]> => {
  const rows = await rowsOn([pairs('', 'SQLite', 0.1)], options, [])
  await using mongo = await benchMongo(options.log)
  if (mongo === null) return rows
  const onMongo = [pairs(' MongoDB', 'MongoDB', 0.25), refusals(' MongoDB', 'MongoDB', 'MongoDB', 0.25)]
  rows.push(...(await rowsOn(onMongo, options, [mongo.newUrl()])))
  await using redis = await benchRedis(options.log)
  if (redis === null) return rows
  const onRedis = [pairs(' Redis', gated, 0.25), refusals(' Redis', gated, 'Redis', 0.1)]
  rows.push(...(await rowsOn(onRedis, options, [mongo.newUrl(), redis.url])))
  return rows
}

/** The spend firewall in the way of every answer. */
export const quota: Benchmark = { ids: ['Q1'], what: 'reservations of the spend firewall', run }
