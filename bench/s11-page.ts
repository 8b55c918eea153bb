import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { tempFolder } from './harness/temp-folder.ts'
import { databaseIn } from './servers/chat-view.ts'
import type { PageTimes } from './servers/store-reads.ts'

const program = new URL('./servers/store-reads.ts', import.meta.url)
const longest = 1

const run = async ({ seconds, rounds, quick }: BenchOptions): Promise<Row[]> => {
  const messages = quick ? 200_000 : 1_000_000
  await using folder = await tempFolder()
  await using reads = new BenchProcess(program, { core: 'any', args: [databaseIn(folder.path), String(messages)] })
  const sides = {
    ours: () => reads.ask<PageTimes>('through', seconds),
    bare: () => reads.ask<PageTimes>('alone', seconds),
  }
  await interleave(1, sides)
  const samples = await interleave(rounds, sides)
  const row = (id: string, what: string, of: (times: PageTimes) => number): Row => {
    const [ours, bare] = [median(samples.ours.map(of)), median(samples.bare.map(of))]
    return {
      id,
      what: `page of 50 at random depth in ${words(messages)} messages, ${what}`,
      ours: `${words(ours)} ms`,
      reference: `${words(bare)} ms`,
      ratio: ours / bare,
      target: `≤ ${longest} ms`,
      met: ours <= longest,
      samples,
    }
  }
  return [row('S11', 'p99', times => times.p99), row('S11 CPU', 'mean CPU time', times => times.cpu)]
}

/** A page of a long thread. */
export const page: Benchmark = { ids: ['S11'], what: 'a page at any depth of a long thread', run }
