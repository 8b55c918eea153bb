/** So long after the last movement a reader has stopped scrolling; ms. */
export const restMs = 150

const moving = new Set<ScrollRest>()
const waiting = new Set<() => void>()

/** Does somebody scroll a list of messages right now? */
export const isScrolling = (): boolean => moving.size > 0

/** Calls each time that nobody scrolls any more; the answer ends it. */
export const onRest = (rests: () => void): (() => void) => {
  waiting.add(rests)
  return () => waiting.delete(rests)
}

/** Knows whether a list is being scrolled, and tells of its rest. */
export class ScrollRest {
  readonly #rests: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(rests: () => void) {
    this.#rests = rests
  }

  get isMoving(): boolean {
    return moving.has(this)
  }

  move(): void {
    clearTimeout(this.#timer)
    moving.add(this)
    this.#timer = setTimeout(() => {
      this.stop()
      this.#rests()
    }, restMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    if (moving.delete(this) && moving.size === 0) for (const rests of waiting) rests()
  }
}
