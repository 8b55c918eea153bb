import type { Page } from 'playwright'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { percentile } from './harness/statistics.ts'
import { ofProfile, type Profile } from './widget/bench-browser.ts'
import { askAndAwait, type LiveChat, liveChat, type ProbedPage } from './widget/live/live-chat.ts'
import type { KeyTimes } from './widget/live/probe-page.ts'

/** Milliseconds that a key may take. */
const limit = 16
const text = 'and what comes after that, if I may ask while you are at it'

const type = async (page: Page): Promise<KeyTimes[]> => {
  const field = page.locator('textarea')
  await field.focus()
  // Different rests, so that keys fall on different moments of a frame.
  for (const [at, letter] of [...text].entries()) {
    await page.keyboard.press(letter)
    await page.waitForTimeout(20 + ((at * 7) % 16))
  }
  return page.evaluate(() => (globalThis as unknown as ProbedPage).probe.keys())
}

const sample = async (chat: LiveChat, which: 'widget' | 'field', profile: Profile): Promise<KeyTimes[]> => {
  await using opened = await chat.open(which, profile)
  if (which === 'widget') await askAndAwait(opened.page)
  return await type(opened.page)
}

const rowsOf = async (chat: LiveChat, profile: Profile, rounds: number): Promise<Row[]> => {
  const samples = await interleave(rounds, {
    field: () => sample(chat, 'field', profile),
    widget: () => sample(chat, 'widget', profile),
  })
  const p99 = (side: 'field' | 'widget', of: (key: KeyTimes) => number): number =>
    percentile(samples[side].flat().map(of), 99)
  const row = (id: string, what: string, of: (key: KeyTimes) => number, target: string, allowed: number): Row => {
    const [ours, reference] = [p99('widget', of), p99('field', of)]
    return {
      id: profile === 'phone' ? `${id} phone` : id,
      what: `a key in the composer while an answer streams, ${what}, p99${ofProfile(profile)}`,
      ours: `${words(ours)} ms`,
      reference: `${words(reference)} ms (field of an empty page)`,
      ratio: ours / reference,
      target,
      met: ours <= allowed,
      samples,
    }
  }
  const frame = p99('field', key => key.shown)
  return [
    row('W9', 'until it is handled', key => key.handled, `≤ ${limit} ms`, limit),
    // A frame may be a whole interval away, on an empty page too.
    row('W9 shown', 'until its frame is drawn', key => key.shown, `≤ ${limit} ms more than empty`, frame + limit),
  ]
}

const run = async ({ rounds }: BenchOptions): Promise<Row[]> => {
  await using chat = await liveChat()
  return [...(await rowsOf(chat, 'desktop', rounds)), ...(await rowsOf(chat, 'phone', rounds))]
}

/** Writing while an answer comes. */
export const keystroke: Benchmark = { ids: ['W9'], what: 'a key in the composer while an answer streams', run }
