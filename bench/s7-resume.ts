import type { OpenResumers, ResumersReport } from './clients/resumers.ts'
import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { words } from './harness/number-words.ts'
import { askingProvider } from './harness/openai-env.ts'
import { inEachPlace, type Place } from './harness/place.ts'
import { median } from './harness/statistics.ts'
import { freshAskers } from './harness/whole-path.ts'
import { helloOf } from './seed/people.ts'
import { startChatView } from './servers/chat-view.ts'

const providerProgram = new URL('./servers/provider.ts', import.meta.url)
const readerProgram = new URL('./clients/readers.ts', import.meta.url)
const resumerProgram = new URL('./clients/resumers.ts', import.meta.url)

/** Windows of the roll-up that are missed: one entry of the log each. */
const entries = 200
const windowMs = 40
/** Answers last longer than a reader is away. */
const pieces = 2_000
/** About half of what S5 finds. */
const load = 200
const resumers = 50

const limitMs = 50

const row = (reports: readonly ResumersReport[], streams: number, { mark, words: where }: Place): Row => {
  const p99 = median(reports.map(report => report.p99))
  const faults = reports.flatMap(report => report.faults)
  const resumed = reports.reduce((sum, report) => sum + report.resumed, 0)
  return {
    id: `S7${mark}`,
    what: `reconnect → first missed byte, ${entries} entries behind, ${streams} streams beside${where}; ${resumed} resumed, ${faults.length} faults`,
    ours: `${words(p99)} ms`,
    reference: '–',
    ratio: null,
    target: `≤ ${limitMs} ms p99, 0 lost, repeated or reordered`,
    met: p99 <= limitMs && faults.length === 0,
    samples: { reports },
  }
}

const measure = async (place: Place, { seconds, rounds, quick, log }: BenchOptions): Promise<Row[]> => {
  const streams = quick ? 20 : load
  const away = entries * windowMs
  const population = await place.seed(1, streams + resumers)
  await using provider = new BenchProcess(providerProgram, { core: 'load', args: [String(pieces)] })
  const env = { ...place.env, ...askingProvider(await provider.ask<number>('port')) }
  const { process: server, port } = await startChatView(place.folder, env)
  await using _server = server
  await using readers = new BenchProcess(readerProgram, { core: 'load' })
  const fresh = freshAskers(population)
  await readers.ask('open', { port, ...fresh(streams), spreadMs: 3_000 })
  await using resuming = new BenchProcess(resumerProgram, { core: 'load' })
  const greetings = population.people.map(helloOf)
  const threads = population.threads.slice(streams)
  await resuming.ask('open', { port, greetings, threads, awayMs: away } satisfies OpenResumers)
  const reports: ResumersReport[] = []
  for (let round = 0; round < rounds; round++) {
    await resuming.ask('begin')
    await new Promise(resolve => setTimeout(resolve, Math.max(seconds * 1_000, away * 2)))
    const report = await resuming.ask<ResumersReport>('report')
    log(`${report.resumed} resumed, p50 ${words(report.p50)} ms, p99 ${words(report.p99)} ms`)
    for (const fault of report.faults) log(`  ${fault}`)
    reports.push(report)
  }
  return [row(reports, streams, place)]
}

const run = (options: BenchOptions): Promise<Row[]> => inEachPlace(options.log, place => measure(place, options))

/** Coming back to one's place in the middle of an answer. */
export const resume: Benchmark = { ids: ['S7'], what: 'resume in the middle of an answer', run }
