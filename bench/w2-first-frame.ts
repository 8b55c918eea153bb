import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { slowdown } from './widget/bench-browser.ts'
import { type LiveChat, liveChat, type ProbedPage } from './widget/live/live-chat.ts'

const sample = async (chat: LiveChat, which: 'widget' | 'shell'): Promise<number> => {
  await using opened = await chat.open(which, 'desktop', slowdown)
  return await opened.page.evaluate(
    script => (globalThis as unknown as ProbedPage).probe.usable(script),
    chat.scripts[which],
  )
}

const run = async ({ rounds }: BenchOptions): Promise<Row[]> => {
  await using chat = await liveChat()
  const sides = { shell: () => sample(chat, 'shell'), widget: () => sample(chat, 'widget') }
  // Code of the server that has not run yet is slow.
  await interleave(1, sides)
  const samples = await interleave(rounds, sides)
  const [ours, reference] = [median(samples.widget), median(samples.shell)]
  return [
    {
      id: 'W2',
      what: `script request to the first frame with a usable input, nothing cached, CPU slowed ${slowdown}×`,
      ours: `${words(ours)} ms`,
      reference: `${words(reference)} ms (shell with streaming-markdown)`,
      ratio: ours / reference,
      target: '≤ 2×',
      met: ours / reference <= 2,
      samples,
    },
  ]
}

/** Until one can write. */
export const firstFrame: Benchmark = { ids: ['W2'], what: 'until one can write', run }
