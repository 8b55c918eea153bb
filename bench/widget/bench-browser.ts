import {
  type Browser,
  type BrowserContextOptions,
  type CDPSession,
  type Page,
  chromium as playwright,
} from 'playwright'
import { chromium } from '../../scripts/chromium.ts'

/** Who looks: at a desk, or on a phone whose CPU is a quarter as fast. */
export type Profile = 'desktop' | 'phone'

const shapes: Readonly<Record<Profile, BrowserContextOptions>> = {
  desktop: { viewport: { width: 900, height: 800 } },
  phone: { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
}

/** How much slower a phone is. */
export const slowdown = 4

/** What is added to the line of the table. */
export const ofProfile = (profile: Profile): string =>
  profile === 'phone' ? `, phone size, CPU slowed ${slowdown}×` : ''

/** What the main thread has done, in milliseconds of its CPU. */
interface Spent {
  readonly task: number
  readonly script: number
  readonly layout: number
}

/** An event of a trace: `tdur` is the CPU time of its thread in microseconds. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
}

const markOfMainThread = 'bench-main-thread'

/** What of the browser's trace is about the tasks of this page's main thread. */
const longestOf = (events: readonly TraceEvent[]): number => {
  const main = events.find(({ name }) => name === markOfMainThread)
  const tasks = events.filter(({ name, pid, tid }) => /RunTask$/.test(name) && pid === main?.pid && tid === main.tid)
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1000), 0)
}

/** A fresh page in a context of its own: nothing is cached. */
export class BenchPage implements AsyncDisposable {
  readonly page: Page
  /** What the main thread has done since the page began. */
  readonly spent: () => Promise<Spent>
  /** MiB that are held after the garbage is collected. */
  readonly heap: () => Promise<number>
  readonly #devtools: CDPSession

  private constructor(page: Page, devtools: CDPSession, spent: () => Promise<Spent>, heap: () => Promise<number>) {
    this.page = page
    this.#devtools = devtools
    this.spent = spent
    this.heap = heap
  }

  /** Milliseconds of CPU of the longest task of the main thread while something is done. */
  async longestTask(act: () => Promise<void>): Promise<number> {
    const events: TraceEvent[] = []
    const take = ({ value }: { value: readonly object[] }): void => void events.push(...(value as TraceEvent[]))
    const categories = ['toplevel', 'blink.user_timing']
    this.#devtools.on('Tracing.dataCollected', take)
    await this.#devtools.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: categories },
    })
    await this.page.evaluate(mark => performance.mark(mark), markOfMainThread)
    await act()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#devtools.once('Tracing.tracingComplete', () => resolve())
    await this.#devtools.send('Tracing.end')
    await promise
    this.#devtools.off('Tracing.dataCollected', take)
    return longestOf(events)
  }

  static async open(browser: Browser, profile: Profile, slow = profile === 'phone' ? slowdown : 1): Promise<BenchPage> {
    const context = await browser.newContext(shapes[profile])
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await devtools.send('HeapProfiler.enable')
    if (slow > 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow })
    const spent = async (): Promise<Spent> => {
      const { metrics } = await devtools.send('Performance.getMetrics')
      const of = (name: string): number => (metrics.find(metric => metric.name === name)?.value ?? 0) * 1000
      const layout = of('LayoutDuration') + of('RecalcStyleDuration')
      return { task: of('TaskDuration'), script: of('ScriptDuration'), layout }
    }
    const heap = async (): Promise<number> => {
      await devtools.send('HeapProfiler.collectGarbage')
      return (await devtools.send('Runtime.getHeapUsage')).usedSize / 2 ** 20
    }
    return new BenchPage(page, devtools, spent, heap)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close()
  }
}

/** The browser of the tests. */
export const benchBrowser = async (): Promise<Browser> => playwright.launch(await chromium())
