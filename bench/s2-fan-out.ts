import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { inEachPlace, type Place } from './harness/place.ts'
import { median } from './harness/statistics.ts'
import { helloOf, subscribeTo } from './seed/people.ts'
import { startChatView } from './servers/chat-view.ts'

const rawServer = new URL('./servers/raw-ws.ts', import.meta.url)
const receiverProgram = new URL('./clients/receivers.ts', import.meta.url)

interface FanOut {
  readonly text: string
  /** Messages of an event besides the one for each subscriber. */
  readonly extra: number
}

/** Frames to subscribers for each second of CPU that the server used, from the trigger to the last of them. */
const framesPerSecond = async (
  server: BenchProcess,
  receivers: BenchProcess,
  { text, extra }: FanOut,
  subscribers: number,
  seconds: number,
): Promise<number> => {
  const before = await server.ask<number>('cpu')
  const events = await receivers.ask<number>('fan out', { text, extra, seconds })
  const after = await server.ask<number>('cpu')
  return (events * subscribers) / ((after - before) / 1e6)
}

const opened = async (port: number, greetings: readonly (readonly string[])[]): Promise<BenchProcess> => {
  const receivers = new BenchProcess(receiverProgram, { core: 'load' })
  await receivers.ask('open', { port, greetings })
  // Who came and went is told within half a second.
  await new Promise(resolve => setTimeout(resolve, 1500))
  await receivers.ask('begin')
  return receivers
}

const measure = async (place: Place, { seconds, rounds, quick }: BenchOptions): Promise<Row[]> => {
  const subscribers = quick ? 200 : 1000
  const { people, threads } = await place.seed(1, 1)
  const [person, thread] = [people[0], threads[0]]
  if (!person || !thread) throw new Error('Nobody is there')
  const { process: server, port } = await startChatView(place.folder, place.env)
  await using ours = server
  await using oursReceivers = await opened(
    port,
    Array.from({ length: subscribers }, () => [helloOf(person), subscribeTo(thread)]),
  )
  await using raw = new BenchProcess(rawServer, { core: 'measured' })
  const rawPort = await raw.ask<number>('port')
  await using rawReceivers = await opened(
    rawPort,
    Array.from({ length: subscribers }, () => ['hello']),
  )
  await raw.ask('fan out', 'x'.repeat(100))

  const text = `A message of a hundred bytes, which all who follow this thread get as one event each, number {n}.`
  const args = { thread, text, answer: false }
  const command = JSON.stringify({ type: 'command', id: 'fan-out-{n}', name: 'sendMessage', arguments: args })
  const sides = {
    // The sender gets its result too.
    ours: () => framesPerSecond(ours, oursReceivers, { text: command, extra: 1 }, subscribers, seconds),
    raw: () => framesPerSecond(raw, rawReceivers, { text: 'event', extra: 0 }, subscribers, seconds),
  }
  // Code that has not run yet is slow on both sides.
  await interleave(1, sides)
  const samples = await interleave(rounds, sides)
  const ratio = median(samples.ours) / median(samples.raw)
  return [
    {
      id: `S2${place.mark}`,
      what: `a committed message of 100 bytes to ${subscribers} subscribers of its thread${place.words}`,
      ours: `${words(median(samples.ours))} frames/s`,
      reference: `${words(median(samples.raw))} frames/s`,
      ratio,
      target: '≥ 1.0×',
      met: ratio >= 1,
      samples,
    },
  ]
}

const run = (options: BenchOptions): Promise<Row[]> => inEachPlace(options.log, place => measure(place, options))

/** One event for many. */
export const fanOut: Benchmark = { ids: ['S2'], what: 'one event to many subscribers', run }
