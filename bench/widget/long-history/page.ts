import { prepareChat } from './chat-page.ts'
import { prepareSketch } from './sketch-page.ts'

const nextFrame = (): Promise<number> => new Promise(resolve => requestAnimationFrame(resolve))

const count = (root: ParentNode): number =>
  [...root.querySelectorAll('*')].reduce((sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0)

/** What the program that measures asks of the page. */
const bench = {
  scroller: (): Element | null => null,
  show: async (): Promise<() => Element | null> => () => null,
  async prepare(what: 'chat' | 'sketch', messages: number): Promise<void> {
    bench.show = await (what === 'chat' ? prepareChat(messages) : prepareSketch(messages))
  },
  async open(): Promise<void> {
    bench.scroller = await bench.show()
    for (let frame = 0; frame < 600 && (bench.scroller()?.scrollTop ?? 0) === 0; frame++) await nextFrame()
    for (let frame = 0; frame < 10; frame++) await nextFrame()
  },
  elements: (): number => count(document.body),
  /** Scrolls up by so many px a frame; resolves to the longest frame in milliseconds, and where it arrived. */
  async scrollUp(step: number): Promise<{ longest: number; top: number; frames: number }> {
    const scroller = bench.scroller()
    let [longest, frames, last] = [0, 0, await nextFrame()]
    while (scroller && scroller.scrollTop > 0 && frames < 20_000) {
      scroller.scrollTop -= step
      const now = await nextFrame()
      longest = Math.max(longest, now - last)
      last = now
      frames++
    }
    return { longest, frames, top: scroller?.scrollTop ?? -1 }
  },
}

export type LongHistoryPage = typeof bench

Object.assign(globalThis, { bench })
