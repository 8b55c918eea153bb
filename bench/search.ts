import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { tempFolder } from './harness/temp-folder.ts'
import { databaseIn } from './servers/chat-view.ts'

const program = new URL('./servers/store-search.ts', import.meta.url)

/** Milliseconds that a search may take: somebody is typing. */
const longest = 50

const asked = {
  common: 'a word of every message',
  rare: 'a word of few',
  both: 'both words',
  typed: 'the beginning of many words',
} as const

const run = async ({ seconds, rounds, quick, log }: BenchOptions): Promise<Row[]> => {
  const messages = quick ? 100_000 : 1_000_000
  log(`writing ${words(messages)} messages and their index`)
  await using folder = await tempFolder()
  await using store = new BenchProcess(program, { core: 'any', args: [databaseIn(folder.path), String(messages)] })
  const ask = (kind: string) => () => store.ask<number>(kind, seconds / 3)
  const sides = { page: ask('page'), common: ask('common'), rare: ask('rare'), both: ask('both'), typed: ask('typed') }
  await interleave(1, sides)
  const samples = await interleave(rounds, sides)
  const page = median(samples.page)
  return Object.entries(asked).map(([kind, what]): Row => {
    const ours = median(samples[kind as keyof typeof asked])
    return {
      id: `Search ${kind}`,
      what: `search for ${what}, by one who wrote a tenth of ${words(messages)} messages; a page of 50 of them, p50`,
      ours: `${words(ours)} ms`,
      reference: `${words(page)} ms`,
      ratio: ours / page,
      target: `≤ ${longest} ms`,
      met: ours <= longest,
      samples,
    }
  })
}

/** Full-text search beside a lookup by index. */
export const search: Benchmark = { ids: ['SEARCH'], what: 'full-text search in a large database', run }
