import type { Locator, Page } from '@playwright/test'

/** A place on the screen; px. */
interface Place {
  readonly x: number
  readonly y: number
}

/** One finger on a touch screen, as the browser itself hears of it: gestures that Playwright's taps are not. */
export class Finger {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Moves from one place to another without resting. */
  async swipe(from: Place, to: Place, steps = 8): Promise<void> {
    const moves = Array.from({ length: steps }, (_, step): Place => {
      const share = (step + 1) / steps
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    })
    await this.#touch(from, moves, 0)
  }

  /** Rests on the middle of something; milliseconds. */
  async press(on: Locator, rest = 700): Promise<void> {
    const box = await on.boundingBox()
    if (!box) throw new Error('There is nothing to press')
    await this.#touch({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, [], rest)
  }

  async #touch(from: Place, moves: readonly Place[], rest: number): Promise<void> {
    const tools = await this.#page.context().newCDPSession(this.#page)
    await tools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] })
    for (const place of moves) await tools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [place] })
    if (rest > 0) await this.#page.waitForTimeout(rest)
    await tools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await tools.detach()
  }
}
