import { helloOf, type Population, subscribeTo } from '../seed/people.ts'
import type { OpenReaders, ReadersReport } from '../clients/readers.ts'
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
  readonly loop: LoopReport
}

/** How long answers take to begin at different times, and the server to warm up. */
const settleMs = 4000

/** How each reader comes in and asks; the reference wants no greeting. */
export const askersOf = ({ people, threads }: Population, streams: number): Pick<OpenReaders, 'greetings' | 'questions'> => {
  const [person] = people
  if (!person) throw new Error('Nobody is there')
  const chosen = threads.slice(0, streams)
  const question = (thread: string): string => {
    const args = { thread, text: 'Go on, please.' }
    return JSON.stringify({ type: 'command', id: 'question-{n}', name: 'sendMessage', arguments: args })
  }
  return { greetings: chosen.map(thread => [helloOf(person), subscribeTo(thread)]), questions: chosen.map(question) }
}

export const plainAskers = (streams: number): Pick<OpenReaders, 'greetings' | 'questions'> => {
  const each = Array.from({ length: streams }, () => 'ask')
  return { greetings: each.map(() => []), questions: each }
}

/** So many streams at a steady pace through a server, answer after answer. */
export const samplePath = async (
  server: BenchProcess,
  port: number,
  askers: Pick<OpenReaders, 'greetings' | 'questions'>,
  seconds: number,
): Promise<PathSample> => {
  await using readers = new BenchProcess(readerProgram, { core: 'load' })
  await readers.ask('open', { port, ...askers, spreadMs: settleMs })
  await Promise.all([readers.ask('begin'), server.ask('watch loop')])
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
    loop: await server.ask<LoopReport>('loop'),
  }
}
