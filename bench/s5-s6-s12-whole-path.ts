import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { askingProvider } from './harness/openai-env.ts'
import { inEachPlace, type Place } from './harness/place.ts'
import { rawStreams } from './harness/raw-streams.ts'
import { median } from './harness/statistics.ts'
import { freshAskers, type PathSample, plainAskers, samplePath } from './harness/whole-path.ts'
import { startChatView } from './servers/chat-view.ts'

const providerProgram = new URL('./servers/provider.ts', import.meta.url)
const relayProgram = new URL('./servers/relay.ts', import.meta.url)

/** Streams that are tried until one is too many. */
const steps = [100, 200, 300, 400, 500, 600, 800, 1000]
/** Steps that are tried with Redis, where a thread takes long to make. */
const sharedSteps = 6
/** A step holds while chunks are no older than this, and the pace is kept. */
const oldestMs = 500
const pace = 50
const windowMs = 40

type Path = (streams: number, watchesLoop?: boolean) => Promise<PathSample>

const holds = ({ streams, chunkP99, perSecond, faults }: PathSample): boolean =>
  chunkP99 <= oldestMs && perSecond >= streams * pace * 0.85 && faults.length === 0

/** The most streams that one core carries; at least the first step is answered, however it did. */
const mostOf = async (path: Path, tried: readonly number[], log: (line: string) => void): Promise<PathSample> => {
  let best: PathSample | null = null
  for (const streams of tried) {
    const sample = await path(streams)
    log(`${streams} streams: chunk p99 ${words(sample.chunkP99)} ms, CPU ${words(sample.cpuShare * 100)} %`)
    if (sample.faults.length > 0) log(`  ${sample.faults.join('; ')}`)
    if (best && !holds(sample)) break
    best = sample
    if (!holds(sample)) break
  }
  if (!best) throw new Error('No step was tried')
  return best
}

const medianOf = (samples: readonly PathSample[], what: (sample: PathSample) => number): number =>
  median(samples.map(what))

const throughput = (
  best: PathSample,
  again: readonly PathSample[],
  raw: readonly number[],
  { mark, words: where }: Place,
): Row => {
  const least = mark === '' ? 0.3 : 0.25
  const ours = median(again.map(sample => sample.perCpuSecond))
  const ratio = ours / median(raw)
  return {
    id: `S5${mark}`,
    what: `provider over HTTP → parse → log → socket, roll-up, ${best.streams} streams of ${pace} chunks/s${where}`,
    ours: `${words(ours)} chunks/s`,
    reference: `${words(median(raw))} chunks/s`,
    ratio,
    target: `≥ ${least.toFixed(2)}×`,
    met: ratio >= least,
    samples: { best, again, raw },
  }
}

/** A row of milliseconds, ours beside the relay's. */
const milliseconds = (
  named: Pick<Row, 'id' | 'what' | 'samples'>,
  [mine, its]: readonly [number, number],
  target: string,
  met: boolean,
): Row => ({ ...named, ours: `${words(mine)} ms`, reference: `${words(its)} ms`, ratio: mine / its, target, met })

const latency = (ours: readonly PathSample[], relay: readonly PathSample[], { mark, words: where }: Place): Row[] => {
  const at = `${ours[0]?.streams} streams (half of S5)${where}`
  const [first, relayed] = [medianOf(ours, s => s.firstP50), medianOf(relay, s => s.firstP50)]
  const [age, relayedAge] = [medianOf(ours, s => s.chunkP99), medianOf(relay, s => s.chunkP99)]
  const samples = { ours, relay }
  return [
    milliseconds(
      { id: `S6 first${mark}`, what: `first token p50, ${at}`, samples },
      [first, relayed],
      '≤ 5 ms added',
      first - relayed <= 5,
    ),
    milliseconds(
      { id: `S6 chunk${mark}`, what: `chunk p99, ${at}`, samples },
      [age, relayedAge],
      `≤ ${windowMs} + 25 ms`,
      age <= windowMs + 25,
    ),
  ]
}

const loop = (ours: readonly PathSample[], relay: readonly PathSample[], { mark, words: where }: Place): Row[] => {
  const at = `${ours[0]?.streams} streams (80 % of S5)${where}`
  const row = (id: string, what: string, of: (sample: PathSample) => number, limit: number): Row => {
    const mine = medianOf(ours, of)
    const named = { id, what, samples: { ours, relay } }
    return milliseconds(named, [mine, medianOf(relay, of)], `≤ ${limit} ms`, mine <= limit)
  }
  return [
    row(`S12 delay${mark}`, `event-loop delay p99, ${at}`, sample => sample.loop?.p99 ?? Number.NaN, 50),
    row(
      `S12 task${mark}`,
      `longest task on the main thread, ${at}`,
      sample => sample.loop?.longestTask ?? Number.NaN,
      20,
    ),
  ]
}

const measure = async (place: Place, { seconds, rounds, quick, log }: BenchOptions): Promise<Row[]> => {
  const tried = quick ? steps.slice(0, 1) : steps.slice(0, place.mark === '' ? undefined : sharedSteps)
  const most = Math.max(...tried)
  // One of them to warm up, each step, and the samples of the figures.
  const threads = tried.reduce((sum, streams) => sum + streams, most + Math.ceil(most * 2.3 + 2) * rounds)
  const population = await place.seed(1, threads)
  await using provider = new BenchProcess(providerProgram, { core: 'load' })
  const providerPort = await provider.ask<number>('port')
  const env = { ...place.env, ...askingProvider(providerPort) }
  const { process: server, port } = await startChatView(place.folder, env)
  await using ours = server
  await using relay = new BenchProcess(relayProgram, { core: 'measured', args: [String(providerPort)] })
  const relayPort = await relay.ask<number>('port')

  const fresh = freshAskers(population)
  const path: Path = (streams, watches = false) => samplePath(ours, port, fresh(streams), seconds, watches)
  const relayed: Path = (streams, watches = false) =>
    samplePath(relay, relayPort, plainAskers(streams), seconds, watches)
  // Code that has not run yet is slow.
  await path(tried[0] ?? 1)
  const best = await mostOf(path, tried, log)
  await using raw = await rawStreams(quick ? 200 : 1000)
  const whole = await interleave<'ours' | 'raw', PathSample | number>(rounds, {
    ours: () => path(best.streams),
    raw: () => raw.chunksPerSecond(seconds),
  })
  const part = async (share: number, watches: boolean): Promise<Record<'ours' | 'relay', PathSample[]>> => {
    const streams = Math.max(1, Math.round(best.streams * share))
    return interleave(rounds, { ours: () => path(streams, watches), relay: () => relayed(streams, watches) })
  }
  const [half, mostly] = [await part(0.5, false), await part(0.8, true)]
  return [
    throughput(best, whole.ours as PathSample[], whole.raw as number[], place),
    ...latency(half.ours, half.relay, place),
    ...loop(mostly.ours, mostly.relay, place),
  ]
}

const run = (options: BenchOptions): Promise<Row[]> => inEachPlace(options.log, place => measure(place, options))

/** From the provider to the reader. */
export const wholePath: Benchmark = { ids: ['S5', 'S6', 'S12'], what: 'from the provider to the reader', run }
