import type { OpenReaders, ReadersReport } from '../clients/readers.ts'
import { helloOf, type Population, subscribeTo } from '../seed/people.ts'
import { BenchProcess } from './bench-process.ts'
import type { LoopReport } from './probe.ts'
import { percentile } from './statistics.ts'

const readerProgram = new URL('../clients/readers.ts', import.meta.url)

/** One sample of the whole path: provider, server, socket, reader. */
export interface PathSample {
  readonly streams: number
  /** Chunks that arrived for each second that passed, and for each second of CPU that the server used. */
  readonly perSecond: number
  readonly perCpuSecond: number
  /** The server's part of one core. */
  readonly cpuShare: number
  /** From the provider's write to the reader, in milliseconds. */
  readonly firstP50: number
  readonly chunkP50: number
  readonly chunkP99: number
  readonly answers: number
  readonly faults: readonly string[]
  /** Null where it was not watched, which costs a little. */
  readonly loop: LoopReport | null
}

/** How long answers take to begin at different times, and the server to warm up. */
const settleMs = 3000

type Askers = Pick<OpenReaders, 'greetings' | 'questions'>

/** Readers of threads that nobody has used yet: each sample has its own. */
export const freshAskers = ({ people, threads }: Population): ((streams: number) => Askers) => {
  const [person] = people
  if (!person) throw new Error('Nobody is there')
  let used = 0
  const question = (thread: string): string => {
    const args = { thread, text: 'Go on, please.' }
    return JSON.stringify({ type: 'command', id: 'question-{n}', name: 'sendMessage', arguments: args })
  }
  return streams => {
    const chosen = threads.slice(used, used + streams)
    if (chosen.length < streams) throw new Error('There are too few threads')
    used += streams
    return { greetings: chosen.map(thread => [helloOf(person), subscribeTo(thread)]), questions: chosen.map(question) }
  }
}

/** Readers of a server that wants no greeting. */
export const plainAskers = (streams: number): Askers => {
  const each = Array.from({ length: streams }, () => 'ask')
  return { greetings: each.map(() => []), questions: each }
}

/** So many streams at a steady pace through a server, answer after answer. */
export const samplePath = async (
  server: BenchProcess,
  port: number,
  askers: Askers,
  seconds: number,
  watchesLoop: boolean,
): Promise<PathSample> => {
  await using readers = new BenchProcess(readerProgram, { core: 'load' })
  await readers.ask('open', { port, ...askers, spreadMs: settleMs })
  await readers.ask('begin')
  if (watchesLoop) await server.ask('watch loop')
  const [started, before] = [performance.now(), await server.ask<number>('cpu')]
  await new Promise(resolve => setTimeout(resolve, seconds * 1000))
  const [report, cpu] = await Promise.all([readers.ask<ReadersReport>('report'), server.ask<number>('cpu')])
  const passed = (performance.now() - started) / 1000
  const used = (cpu - before) / 1e6
  const ms = (ages: readonly number[], per: number): number => percentile(ages, per) / 1000
  return {
    streams: askers.questions.length,
    perSecond: report.chunks / passed,
    perCpuSecond: report.chunks / used,
    cpuShare: used / passed,
    firstP50: ms(report.firstAges, 50),
    chunkP50: ms(report.chunkAges, 50),
    chunkP99: ms(report.chunkAges, 99),
    answers: report.answers,
    faults: [...new Set(report.faults)],
    loop: watchesLoop ? await server.ask<LoopReport>('loop') : null,
  }
}
