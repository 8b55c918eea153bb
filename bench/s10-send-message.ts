import { benchMongo } from './harness/bench-mongo.ts'
import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { senders } from './servers/senders.ts'

const onSqlite = new URL('./servers/store-writes.ts', import.meta.url)
const onMongo = new URL('./servers/mongo-writes.ts', import.meta.url)

/** Short samples, and more of them: a disk that others use changes its mind often. */
const parts = 3

const what = 'send a message: row, counters, event, outbox, search entry, command id'

const row = async (
  writes: BenchProcess,
  { seconds, rounds }: BenchOptions,
  named: Pick<Row, 'id' | 'what'>,
): Promise<Row> => {
  const sides = {
    ours: () => writes.ask<number>('through', seconds / parts),
    bare: () => writes.ask<number>('alone', seconds / parts),
  }
  // Code that has not run yet is slow on both sides.
  await interleave(1, sides)
  const samples = await interleave(rounds * parts, sides)
  const ratio = median(samples.ours) / median(samples.bare)
  return {
    ...named,
    ours: `${words(median(samples.ours))} sends/s`,
    reference: `${words(median(samples.bare))} sends/s`,
    ratio,
    target: '≥ 0.7×',
    met: ratio >= 0.7,
    samples,
  }
}

const run = async (options: BenchOptions): Promise<Row[]> => {
  const rows: Row[] = []
  {
    await using writes = new BenchProcess(onSqlite, { core: 'any' })
    rows.push(await row(writes, options, { id: 'S10', what: `${what}; ${senders} senders, groups synced to disk` }))
  }
  await using mongo = await benchMongo(options.log)
  if (mongo === null) return rows
  await using writes = new BenchProcess(onMongo, { core: 'any', args: [mongo.newUrl(), mongo.newUrl()] })
  const how = 'on MongoDB, each a transaction that the majority has'
  rows.push(await row(writes, options, { id: 'S10 MongoDB', what: `${what}; ${senders} senders, ${how}` }))
  return rows
}

/** A write through the store. */
export const sendMessage: Benchmark = { ids: ['S10'], what: 'send a message through the store', run }
