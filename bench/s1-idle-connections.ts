import { availableParallelism } from 'node:os'
import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { inEachPlace, type Place } from './harness/place.ts'
import { median } from './harness/statistics.ts'
import { helloOf } from './seed/people.ts'
import { startChatView } from './servers/chat-view.ts'

interface Memory {
  readonly rss: number
  readonly heap: number
}

const rawServer = new URL('./servers/raw-ws.ts', import.meta.url)
const receiverProgram = new URL('./clients/receivers.ts', import.meta.url)

/** Connections that come and go first, so that what is loaded once is no part of the cost. */
const warmUp = 200

const connected = async (port: number, greetings: readonly string[]): Promise<BenchProcess> => {
  const receivers = new BenchProcess(receiverProgram, { core: 'load' })
  await receivers.ask('open', { port, greetings: greetings.map(greeting => [greeting]) })
  return receivers
}

/** Bytes of each connection. */
const costOf = async (server: BenchProcess, port: number, greetings: readonly string[]): Promise<Memory> => {
  await (await connected(port, greetings.slice(0, warmUp)))[Symbol.asyncDispose]()
  const before = await server.ask<Memory>('memory')
  await using _receivers = await connected(port, greetings)
  const after = await server.ask<Memory>('memory')
  const { length } = greetings
  return { rss: (after.rss - before.rss) / length, heap: (after.heap - before.heap) / length }
}

const row = (id: string, what: string, ours: number[], raw: number[], limit: number): Row => {
  const ratio = median(ours) / median(raw)
  return {
    id,
    what,
    ours: `${words(median(ours))} B`,
    reference: `${words(median(raw))} B`,
    ratio,
    target: `≤ ${limit}×`,
    met: ratio <= limit,
    samples: { ours, raw },
  }
}

const measure = async (place: Place, { rounds, quick, log }: BenchOptions): Promise<Row[]> => {
  const count = quick ? 1000 : 5000
  const { heap, rss } = { heap: 2.5, rss: 2 }
  const { people } = await place.seed(count)
  const samples = await interleave(rounds, {
    ours: async () => {
      const { process, port } = await startChatView(place.folder, place.env)
      await using server = process
      return await costOf(server, port, people.map(helloOf))
    },
    raw: async () => {
      await using server = new BenchProcess(rawServer, { core: 'measured' })
      const greetings = Array.from({ length: count }, () => 'x'.repeat(400))
      return await costOf(server, await server.ask<number>('port'), greetings)
    },
  })
  log(`${count} connections on ${availableParallelism()} cores${place.words}`)
  const of = (side: 'ours' | 'raw', what: keyof Memory): number[] => samples[side].map(sample => sample[what])
  const what = `idle connection with session, heartbeat and limits, ${count} of them${place.words}`
  return [
    row(`S1 heap${place.mark}`, `${what}: heap`, of('ours', 'heap'), of('raw', 'heap'), heap),
    row(`S1 RSS${place.mark}`, `${what}: RSS`, of('ours', 'rss'), of('raw', 'rss'), rss),
  ]
}

const run = (options: BenchOptions): Promise<Row[]> => inEachPlace(options.log, place => measure(place, options))

/** What an idle connection keeps in memory. */
export const idleConnections: Benchmark = { ids: ['S1'], what: 'memory of an idle connection', run }
