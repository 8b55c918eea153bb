import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { tempFolder } from './harness/temp-folder.ts'
import { helloOf, seedPeople, subscribeTo } from './seed/people.ts'
import { databaseIn } from './servers/chat-view.ts'
import type { RoundsReport } from './servers/rounds.ts'

const egressServer = new URL('./servers/egress.ts', import.meta.url)
const rawServer = new URL('./servers/raw-ws.ts', import.meta.url)
const receiverProgram = new URL('./clients/receivers.ts', import.meta.url)

const chunk = 'a chunk of 20 bytes.'
/** Chunks that come in a window of a stream of 50 a second: of 40 ms, and of the 100 ms of a loop that lags. */
const windows = { usual: 2, lagging: 5 }

const opened = async (server: BenchProcess, greetings: readonly (readonly string[])[]): Promise<BenchProcess> => {
  const receivers = new BenchProcess(receiverProgram, { core: 'load' })
  const [port, ackPort] = [await server.ask<number>('port'), await server.ask<number>('ack port')]
  await receivers.ask('open', { port, greetings, ackPort })
  return receivers
}

interface Side {
  readonly server: BenchProcess
  readonly receivers: BenchProcess
  /** Chunks that are shown as one. */
  readonly chunks: number
  readonly prepare: () => Promise<unknown>
}

/** Chunks for each second of CPU. */
const chunksPerSecond = async ({ server, receivers, chunks, prepare }: Side, seconds: number): Promise<number> => {
  await prepare()
  await new Promise(resolve => setTimeout(resolve, 700))
  await receivers.ask('begin')
  const report = await server.ask<RoundsReport>('rounds', { seconds, chunk, chunks })
  const { messages } = await receivers.ask<{ messages: number }>('counted')
  const frames = report.rounds * report.streams
  if (messages !== frames) throw new Error(`${messages} frames came of ${frames}`)
  return (frames * chunks) / (report.cpu / 1e6)
}

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
  await using ours = new BenchProcess(egressServer, { core: 'measured', args: [path], profile: process.env.BENCH_PROFILE })
  await using oursReceivers = await opened(
    ours,
    threads.map(thread => [helloOf(person), subscribeTo(thread)]),
  )
  await using raw = new BenchProcess(rawServer, { core: 'measured' })
  await using rawReceivers = await opened(
    raw,
    threads.map(() => ['hello']),
  )
  const side = (chunks: number): Side => ({
    server: ours,
    receivers: oursReceivers,
    chunks,
    prepare: () => ours.ask('begin', threads),
  })
  const rawSide: Side = { server: raw, receivers: rawReceivers, chunks: 1, prepare: async () => {} }
  const samples = await interleave(rounds, {
    raw: () => chunksPerSecond(rawSide, seconds),
    single: () => chunksPerSecond(side(1), seconds),
    rolledUp: () => chunksPerSecond(side(windows.usual), seconds),
    lagging: () => chunksPerSecond(side(windows.lagging), seconds),
  })
  const streams = `${count} token streams, egress only`
  return [
    row('S3', `${streams}, no roll-up`, samples.single, samples.raw, 0.85),
    row('S4', `${streams}, window of 40 ms (${windows.usual} chunks)`, samples.rolledUp, samples.raw, 2.5),
    row('S4 lagging', `${streams}, window of 100 ms (${windows.lagging} chunks)`, samples.lagging, samples.raw, 2.5),
  ]
}

/** Token streams on their way out. */
export const egress: Benchmark = { ids: ['S3', 'S4'], what: 'token streams, egress only', run }
