import type { Browser } from 'playwright'
import { BenchPage, benchBrowser, type Profile } from '../bench-browser.ts'
import { bundleOf, openPageSite, type PageSite, pageOf } from '../page-site.ts'

/** What shows the text: nothing, a `div` for each line, streaming-markdown, or our element. */
export type Side = 'idle' | 'lines' | 'streamingMarkdown' | 'chatView'

export interface FeedOptions {
  readonly chunks: readonly string[]
  /** 0: as fast as the page takes them. */
  readonly perSecond: number
}

export interface FeedReport {
  readonly frames: number
  /** Milliseconds of the longest task above 50 ms; 0: there was none. */
  readonly longest: number
  /** Characters in the light DOM. */
  readonly length: number
}

export interface FeedSample extends FeedReport {
  /** CPU time of the main thread in milliseconds: all tasks, and of them script and layout. */
  readonly task: number
  readonly script: number
  readonly layout: number
}

/** What the page's script has set. */
interface PageScript {
  readonly feed: (side: Side, options: FeedOptions) => Promise<FeedReport>
  readonly options: FeedOptions
}

/** A browser with a page that shows growing texts; all sides are measured by the same page. */
export class MarkdownBench implements AsyncDisposable {
  readonly #browser: Browser
  readonly #site: PageSite

  private constructor(browser: Browser, site: PageSite) {
    this.#browser = browser
    this.#site = site
  }

  static async open(): Promise<MarkdownBench> {
    const script = await bundleOf(new URL('./page.ts', import.meta.url))
    const page = pageOf('', '<main></main><script src="/page.js"></script>')
    return new MarkdownBench(await benchBrowser(), await openPageSite({ '/': page, '/page.js': script }))
  }

  /** Feeds a text of four characters a chunk on a fresh page. */
  async sample(side: Side, text: string, perSecond: number, profile: Profile = 'desktop'): Promise<FeedSample> {
    await using opened = await BenchPage.open(this.#browser, profile)
    const { page, spent } = opened
    await page.goto(this.#site.origin)
    const options: FeedOptions = { chunks: text.match(/[\s\S]{1,4}/g) ?? [], perSecond }
    await page.evaluate(value => Object.assign(globalThis, { options: value }), options)
    const before = await spent()
    const report = await page.evaluate<FeedReport, Side>(name => {
      const { feed, options } = globalThis as unknown as PageScript
      return feed(name, options)
    }, side)
    const after = await spent()
    return {
      ...report,
      task: after.task - before.task,
      script: after.script - before.script,
      layout: after.layout - before.layout,
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close()
    await this.#site[Symbol.asyncDispose]()
  }
}
