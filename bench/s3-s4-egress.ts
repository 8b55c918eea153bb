import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { openStreams, rawStreams, sampleStreams } from './harness/raw-streams.ts'
import { median } from './harness/statistics.ts'
import { tempFolder } from './harness/temp-folder.ts'
import { helloOf, seedPeople, subscribeTo } from './seed/people.ts'
import { databaseIn } from './servers/chat-view.ts'

const egressServer = new URL('./servers/egress.ts', import.meta.url)

/** Chunks that come in a window of a stream of 50 a second: of 40 ms, and of the 100 ms of a loop that lags. */
const windows = { usual: 2, lagging: 5 }
/** Snapshots go out to all first. */
const settleMs = 700

const row = (id: string, what: string, ours: number[], raw: number[], least: number): Row => {
  const ratio = median(ours) / median(raw)
  return {
    id,
    what,
    ours: `${words(median(ours))} chunks/s`,
    reference: `${words(median(raw))} chunks/s`,
    ratio,
    target: `≥ ${least}×`,
    met: ratio >= least,
    samples: { ours, raw },
  }
}

const run = async ({ seconds, rounds, quick }: BenchOptions): Promise<Row[]> => {
  const count = quick ? 200 : 1000
  await using folder = await tempFolder()
  const path = databaseIn(folder.path)
  const { people, threads } = await seedPeople(path, 1, count)
  const [person] = people
  if (!person) throw new Error('Nobody is there')
  await using ours = new BenchProcess(egressServer, {
    core: 'measured',
    args: [path],
  })
  await using receivers = await openStreams(
    ours,
    threads.map(thread => [helloOf(person), subscribeTo(thread)]),
  )
  await using raw = await rawStreams(count)
  const side = (chunks: number) => async (): Promise<number> => {
    await ours.ask('begin', threads)
    await new Promise(resolve => setTimeout(resolve, settleMs))
    return sampleStreams({ server: ours, receivers }, chunks, seconds)
  }
  const sides = {
    raw: () => raw.chunksPerSecond(seconds),
    single: side(1),
    rolledUp: side(windows.usual),
    lagging: side(windows.lagging),
  }
  // Code that has not run yet is slow on both sides.
  await interleave(1, sides)
  const samples = await interleave(rounds, sides)
  const streams = `${count} token streams, egress only`
  return [
    row('S3', `${streams}, no roll-up`, samples.single, samples.raw, 0.85),
    row('S4', `${streams}, window of 40 ms (${windows.usual} chunks)`, samples.rolledUp, samples.raw, 2.5),
    row('S4 lagging', `${streams}, window of 100 ms (${windows.lagging} chunks)`, samples.lagging, samples.raw, 2.5),
  ]
}

/** Token streams on their way out. */
export const egress: Benchmark = { ids: ['S3', 'S4'], what: 'token streams, egress only', run }
