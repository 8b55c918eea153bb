import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { askAndAwait, type LiveChat, liveChat, type ProbedPage } from './widget/live/live-chat.ts'

/** Milliseconds that the best of the field takes. */
const bestPeer = 31

interface Sample {
  readonly frames: number
  readonly ms: number
}

const sample = async (chat: LiveChat): Promise<Sample> => {
  await using opened = await chat.open('widget', 'desktop')
  const { page } = opened
  await askAndAwait(page)
  await page.locator('[part~=stop]').waitFor({ state: 'detached' })
  const last = await page.waitForFunction(() => (globalThis as unknown as ProbedPage).probe.last())
  return (await last.jsonValue()) as Sample
}

const run = async ({ rounds }: BenchOptions): Promise<Row[]> => {
  await using chat = await liveChat()
  const { widget } = await interleave(rounds, { widget: () => sample(chat) })
  const frames = median(widget.map(one => one.frames))
  const ms = median(widget.map(one => one.ms))
  return [
    {
      id: 'W6',
      what: 'last packet of an answer at the socket → on the screen',
      ours: `${words(frames)} frames, ${words(ms)} ms`,
      reference: `${bestPeer} ms (best peer)`,
      ratio: ms / bestPeer,
      target: '≤ 2 frames',
      met: frames <= 2,
      samples: { widget },
    },
  ]
}

/** The end of an answer. */
export const lastChunk: Benchmark = { ids: ['W6'], what: 'from the last packet to the screen', run }
