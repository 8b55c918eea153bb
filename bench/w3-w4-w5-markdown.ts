import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { ofProfile, type Profile } from './widget/bench-browser.ts'
import { type FeedSample, MarkdownBench } from './widget/markdown/markdown-bench.ts'
import { sampleAnswer } from './widget/markdown/sample-answer.ts'

const task = ({ task }: FeedSample): number => task
const perFrame = ({ task, frames }: FeedSample): number => task / frames
const middle = (samples: readonly FeedSample[], value: (sample: FeedSample) => number): number =>
  median(samples.map(value))

/** W3: CPU of a stream, net of what a page does that only takes it. */
const stream = async (bench: MarkdownBench, profile: Profile, { rounds, quick }: BenchOptions): Promise<Row> => {
  const tokens = quick ? 2_000 : 8_000
  const text = sampleAnswer(tokens)
  const samples = await interleave(rounds, {
    idle: () => bench.sample('idle', text, 200, profile),
    lines: () => bench.sample('lines', text, 200, profile),
    chatView: () => bench.sample('chatView', text, 200, profile),
  })
  const idle = middle(samples.idle, task)
  const ours = middle(samples.chatView, task) - idle
  const reference = middle(samples.lines, task) - idle
  return {
    id: profile === 'phone' ? 'W3 phone' : 'W3',
    what: `${words(tokens)} tokens at 200 chunks/s, CPU net of idle${ofProfile(profile)}`,
    ours: `${words(ours)} ms`,
    reference: `${words(reference)} ms (a div per line)`,
    ratio: ours / reference,
    target: '≤ 1.5×',
    met: ours / reference <= 1.5,
    samples,
  }
}

/** W4: what four times the text costs. */
const growth = async (bench: MarkdownBench, { rounds }: BenchOptions): Promise<Row> => {
  const samples = await interleave(rounds, {
    short: () => bench.sample('chatView', sampleAnswer(2_000), 0),
    long: () => bench.sample('chatView', sampleAnswer(8_000), 0),
  })
  const short = middle(samples.short, task)
  const long = middle(samples.long, task)
  return {
    id: 'W4',
    what: 'growth, 2k to 8k tokens as fast as they are taken',
    ours: `${words(long)} ms`,
    reference: `${words(short)} ms (2k tokens)`,
    ratio: long / short,
    target: '≤ 4.5×',
    met: long / short <= 4.5,
    samples,
  }
}

/** W5: what a frame costs in a very long, fast answer. */
const fast = async (bench: MarkdownBench, { rounds, quick }: BenchOptions): Promise<Row> => {
  const tokens = quick ? 8_000 : 32_000
  const text = sampleAnswer(tokens)
  const samples = await interleave(rounds, {
    streamingMarkdown: () => bench.sample('streamingMarkdown', text, 1_000),
    chatView: () => bench.sample('chatView', text, 1_000),
  })
  const ours = middle(samples.chatView, perFrame)
  const reference = middle(samples.streamingMarkdown, perFrame)
  const longest = middle(samples.chatView, sample => sample.longest)
  return {
    id: 'W5',
    what: `${words(tokens)} tokens at 1,000 chunks/s, CPU a frame`,
    ours: `${words(ours)} ms${longest > 0 ? `, longest task ${words(longest)} ms` : ', no task over 50 ms'}`,
    reference: `${words(reference)} ms (streaming-markdown)`,
    ratio: ours / reference,
    target: '≤ 1.3×, no frame over 50 ms',
    met: ours / reference <= 1.3 && longest === 0,
    samples,
  }
}

const run = async (options: BenchOptions): Promise<Row[]> => {
  await using bench = await MarkdownBench.open()
  return [
    await stream(bench, 'desktop', options),
    await stream(bench, 'phone', options),
    await growth(bench, options),
    await fast(bench, options),
  ]
}

/** What a growing answer costs. */
export const markdownStreaming: Benchmark = { ids: ['W3', 'W4', 'W5'], what: 'markdown while it grows', run }
