import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { tempFolder } from './harness/temp-folder.ts'
import { databaseIn } from './servers/chat-view.ts'

const program = new URL('./servers/context.ts', import.meta.url)

interface Sample {
  readonly ms: number
  readonly messages: number
}

const long = 5_000
const short = 200

const ms = (samples: readonly Sample[]): number => median(samples.map(sample => sample.ms))

const run = async ({ seconds, rounds }: BenchOptions): Promise<Row[]> => {
  await using folders = new AsyncDisposableStack()
  const [longFolder, shortFolder] = [folders.use(await tempFolder()), folders.use(await tempFolder())]
  const start = (path: string, messages: number) =>
    new BenchProcess(program, { core: 'any', args: [databaseIn(path), String(messages)] })
  await using ofLong = start(longFolder.path, long)
  await using ofShort = start(shortFolder.path, short)
  const sides = {
    warm: () => ofLong.ask<Sample>('warm', seconds / 3),
    cold: () => ofLong.ask<Sample>('cold', seconds / 3),
    call: () => ofLong.ask<Sample>('call', seconds / 3),
    short: () => ofShort.ask<Sample>('warm', seconds / 3),
  }
  await interleave(1, sides)
  const samples = await interleave(rounds, sides)
  const sent = samples.warm.at(-1)?.messages ?? 0
  const [warm, cold, call, ofFew] = [ms(samples.warm), ms(samples.cold), ms(samples.call), ms(samples.short)]
  const row = (id: string, what: string, ours: number, reference: number, most: number): Row => ({
    id,
    what,
    ours: `${words(ours)} ms`,
    reference: `${words(reference)} ms`,
    ratio: ours / reference,
    target: `≤ ${most}×`,
    met: ours / reference <= most,
    samples,
  })
  const thread = `a context of ${sent} messages out of ${words(long)}, built and counted; reference:`
  return [
    row('C1', `${thread} the provider call, 40 pieces in 0.2 s`, warm, call, 0.05),
    row('C1 uncounted', `the same, and none of the messages was ever counted before`, cold, call, 0.25),
    row('C2', `${thread} the same in a thread of ${short}`, warm, ofFew, 2),
  ]
}

/** What a question costs before its provider is called. */
export const context: Benchmark = { ids: ['C1', 'C2'], what: 'the context of an answer in a long thread', run }
