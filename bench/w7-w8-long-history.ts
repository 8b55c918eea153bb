import type { Browser } from 'playwright'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'
import { BenchPage, benchBrowser, ofProfile, type Profile } from './widget/bench-browser.ts'
import type { LongHistoryPage } from './widget/long-history/page.ts'
import { bundleOf, openPageSite, pageOf } from './widget/page-site.ts'

/** px scrolled in a frame. */
const step = 4_000

/** Messages of a thread that is not long: what it costs to show is the price of the first start. */
const few = 50

/** The widget, or the least that a list with windowing can be. */
type Side = 'chat' | 'sketch'

interface Shown {
  readonly showMs: number
  readonly heapMb: number
  readonly elements: number
}

interface Scrolled {
  readonly scrollMs: number
  readonly longestFrameMs: number
  /** CPU of the longest task: what another program on the machine takes is no part of it. */
  readonly longestTaskMs: number
  readonly arrived: boolean
}

interface Sample extends Shown {
  /** Null where it is not asked for. */
  readonly scrolled: Scrolled | null
}

interface PageScript {
  readonly bench: LongHistoryPage
}

interface Measured {
  readonly browser: Browser
  readonly origin: string
  readonly profile: Profile
  readonly messages: number
}

const scroll = async (opened: BenchPage): Promise<Scrolled> => {
  const { page, spent } = opened
  let done = { scrollMs: 0, longestFrameMs: 0, arrived: false }
  const longestTaskMs = await opened.longestTask(async () => {
    const before = await spent()
    const { longest, top } = await page.evaluate(px => (globalThis as unknown as PageScript).bench.scrollUp(px), step)
    done = { scrollMs: (await spent()).task - before.task, longestFrameMs: longest, arrived: top === 0 }
  })
  return { ...done, longestTaskMs }
}

const sample = async ({ browser, origin, profile, messages }: Measured, side: Side): Promise<Sample> => {
  await using opened = await BenchPage.open(browser, profile)
  const { page, spent, heap } = opened
  await page.goto(origin)
  await page.evaluate(([name, count]) => (globalThis as unknown as PageScript).bench.prepare(name, count), [
    side,
    messages,
  ] as const)
  const held = await heap()
  const before = await spent()
  await page.evaluate(() => (globalThis as unknown as PageScript).bench.open())
  const showMs = (await spent()).task - before.task
  return {
    showMs,
    heapMb: (await heap()) - held,
    elements: await page.evaluate(() => (globalThis as unknown as PageScript).bench.elements()),
    scrolled: profile === 'desktop' && messages > few ? await scroll(opened) : null,
  }
}

/** Samples of a long thread, and of one of a few messages. */
type Samples = Readonly<Record<Side | `${Side}Few`, readonly Sample[]>>

const showing = (profile: Profile, messages: number, samples: Samples): Row[] => {
  const row = (id: string, what: string, unit: string, of: (sample: Shown) => number, most: number): Row => {
    const middle = (side: keyof Samples): number => median(samples[side].map(of))
    const said = (side: Side): string => `${words(middle(side))}${unit}, ${words(middle(`${side}Few`))} with ${few}`
    const [ours, reference] = [middle('chat'), middle('sketch')]
    return {
      id: profile === 'phone' ? `${id} phone` : id,
      what: `${words(messages)} messages: ${what}${ofProfile(profile)}`,
      ours: said('chat'),
      reference: `${said('sketch')} (windowing sketch)`,
      ratio: ours / reference,
      target: unit === '' ? `≤ ${most}` : `≤ ${most}×`,
      met: unit === '' ? ours <= most : ours / reference <= most,
      samples,
    }
  }
  return [
    row('W7 CPU', 'CPU to show', ' ms', ({ showMs }) => showMs, 3),
    row('W7 heap', 'heap', ' MiB', ({ heapMb }) => heapMb, 2),
    row('W7 nodes', 'elements', '', ({ elements }) => elements, 600),
  ]
}

const scrolling = (messages: number, samples: Samples): Row[] => {
  const runs = (side: Side): Scrolled[] => samples[side].flatMap(({ scrolled }) => scrolled ?? [])
  const all = { chat: runs('chat'), sketch: runs('sketch') }
  const arrived = all.chat.every(one => one.arrived)
  const row = (id: string, what: string, of: (one: Scrolled) => number, target: string, most: number): Row => {
    const [ours, reference] = [median(all.chat.map(of)), median(all.sketch.map(of))]
    const isRatio = target.includes('×')
    return {
      id,
      what: `scrolling ${words(messages)} messages to the top: ${what}${arrived ? '' : ' (it did not arrive)'}`,
      ours: `${words(ours)} ms`,
      reference: `${words(reference)} ms (windowing sketch)`,
      ratio: ours / reference,
      target,
      met: arrived && (isRatio ? ours / reference : ours) <= most,
      samples: all,
    }
  }
  return [
    row('W8 CPU', 'CPU', one => one.scrollMs, '≤ 2×, and it arrives', 2),
    row('W8 frame', 'longest frame', one => one.longestFrameMs, '≤ 50 ms, and it arrives', 50),
    row('W8 task', 'longest task, its CPU alone', one => one.longestTaskMs, '≤ 50 ms', 50),
  ]
}

const run = async ({ rounds, quick, log }: BenchOptions): Promise<Row[]> => {
  const messages = quick ? 5_000 : 20_000
  const page = await bundleOf(new URL('./widget/long-history/page.ts', import.meta.url))
  const server = await bundleOf(new URL('./widget/long-history/server-worker.ts', import.meta.url))
  await using site = await openPageSite({
    '/': pageOf('<script defer src="/page.js"></script>'),
    '/page.js': page,
    '/server.js': server,
  })
  const browser = await benchBrowser()
  try {
    const of = (profile: Profile): Promise<Samples> => {
      log(profile)
      const side = (name: Side, count: number) => () =>
        sample({ browser, origin: site.origin, profile, messages: count }, name)
      return interleave<keyof Samples, Sample>(rounds, {
        sketch: side('sketch', messages),
        chat: side('chat', messages),
        sketchFew: side('sketch', few),
        chatFew: side('chat', few),
      })
    }
    const desktop = await of('desktop')
    const rows = [...showing('desktop', messages, desktop), ...scrolling(messages, desktop)]
    return [...rows, ...showing('phone', messages, await of('phone'))]
  } finally {
    await browser.close()
  }
}

/** A thread of many thousand messages. */
export const longHistory: Benchmark = { ids: ['W7', 'W8'], what: 'a long history, shown and scrolled', run }
