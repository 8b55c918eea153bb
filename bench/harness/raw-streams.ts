import type { RoundsReport } from '../servers/rounds.ts'
import { BenchProcess } from './bench-process.ts'

const rawServer = new URL('../servers/raw-ws.ts', import.meta.url)
const receiverProgram = new URL('../clients/receivers.ts', import.meta.url)

/** A piece of a token stream, as long as the targets say. */
export const chunk = 'a chunk of 20 bytes.'

/** A server whose streams go out in rounds, with its readers. */
export interface Streams {
  readonly server: BenchProcess
  readonly receivers: BenchProcess
}

/** Opens a reader for each greeting. */
export const openStreams = async (
  server: BenchProcess,
  greetings: readonly (readonly string[])[],
): Promise<BenchProcess> => {
  const receivers = new BenchProcess(receiverProgram, { core: 'load' })
  const [port, ackPort] = [await server.ask<number>('port'), await server.ask<number>('ack port')]
  await receivers.ask('open', { port, greetings, ackPort })
  return receivers
}

/** Chunks for each second of CPU; `chunks` of them are shown as one. */
export const sampleStreams = async (
  { server, receivers }: Streams,
  chunks: number,
  seconds: number,
): Promise<number> => {
  await receivers.ask('begin')
  const report = await server.ask<RoundsReport>('rounds', { seconds, chunk, chunks })
  const { messages } = await receivers.ask<{ messages: number }>('counted')
  const frames = report.rounds * report.streams
  if (messages !== frames) throw new Error(`${messages} frames came of ${frames}`)
  return (frames * chunks) / (report.cpu / 1e6)
}

/** The reference: streams of raw `ws`, one frame a chunk. */
export const rawStreams = async (
  count: number,
): Promise<AsyncDisposable & { chunksPerSecond(seconds: number): Promise<number> }> => {
  const server = new BenchProcess(rawServer, { core: 'measured' })
  const receivers = await openStreams(
    server,
    Array.from({ length: count }, () => ['hello']),
  )
  return {
    chunksPerSecond: seconds => sampleStreams({ server, receivers }, 1, seconds),
    async [Symbol.asyncDispose]() {
      await receivers[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
