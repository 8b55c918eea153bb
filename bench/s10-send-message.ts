import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'

const program = new URL('./servers/store-writes.ts', import.meta.url)

/** Short samples, and more of them: a disk that others use changes its mind often. */
const parts = 3

const run = async ({ seconds, rounds }: BenchOptions): Promise<Row[]> => {
  await using writes = new BenchProcess(program, { core: 'any' })
  const sides = {
    ours: () => writes.ask<number>('through', seconds / parts),
    bare: () => writes.ask<number>('alone', seconds / parts),
  }
  // Code that has not run yet is slow on both sides.
  await interleave(1, sides)
  const samples = await interleave(rounds * parts, sides)
  const { senders } = await writes.ask<{ senders: number }>('senders')
  const ratio = median(samples.ours) / median(samples.bare)
  return [
    {
      id: 'S10',
      what: `send a message: row, counters, event, outbox, command id; ${senders} senders, groups synced to disk`,
      ours: `${words(median(samples.ours))} sends/s`,
      reference: `${words(median(samples.bare))} sends/s`,
      ratio,
      target: '≥ 0.7×',
      met: ratio >= 0.7,
      samples,
    },
  ]
}

/** A write through the store. */
export const sendMessage: Benchmark = { ids: ['S10'], what: 'send a message through the store', run }
