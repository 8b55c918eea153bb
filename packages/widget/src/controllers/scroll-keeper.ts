/** How near to the end counts as being back there, and how far from it as having left it, in px. */
const nearPx = 48
const awayPx = 8

interface Anchor {
  readonly item: Element
  /** Its place below the scroller's upper edge. */
  readonly top: number
}

/**
 * Keeps the reader's place in a list that grows (UX4): at the end it follows the end; elsewhere the item at the upper
 * edge stays where it is, whatever arrives above or below. It reads layout after the browser made it, never between
 * writes.
 */
export class ScrollKeeper {
  readonly #scroller: HTMLElement
  readonly #items: () => Iterable<Element>
  readonly #onChange: (atEnd: boolean) => void
  readonly #observer: ResizeObserver
  readonly #listeners = new AbortController()
  #atEnd = true
  /** Where it stood when it was last looked at. */
  #top = 0
  #anchor: Anchor | null = null

  /** `content` is what grows within the scroller; `items` its rows in order; `onChange` is told when the end is left or reached. */
  constructor(
    scroller: HTMLElement,
    content: HTMLElement,
    items: () => Iterable<Element>,
    onChange: (atEnd: boolean) => void,
  ) {
    this.#scroller = scroller
    this.#items = items
    this.#onChange = onChange
    this.#observer = new ResizeObserver(() => this.#keep())
    this.#observer.observe(content)
    this.#observer.observe(scroller)
    scroller.addEventListener('scroll', () => this.#look(), { passive: true, signal: this.#listeners.signal })
  }

  /** Is this the scroller that it keeps? */
  isOf(scroller: HTMLElement): boolean {
    return scroller === this.#scroller
  }

  /** Goes to the end, and stays there. */
  toEnd(): void {
    this.#setAtEnd(true)
    this.#keep()
  }

  stop(): void {
    this.#observer.disconnect()
    this.#listeners.abort()
  }

  #setAtEnd(atEnd: boolean): void {
    if (atEnd === this.#atEnd) return
    this.#atEnd = atEnd
    this.#onChange(atEnd)
  }

  #look(): void {
    const moved = this.#compensate()
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller
    const gap = scrollHeight - scrollTop - clientHeight
    // Only a way up leaves the end: a text that has grown since the last frame has moved nobody.
    if (this.#atEnd && moved < -1 && gap > awayPx) this.#setAtEnd(false)
    else if (!this.#atEnd && moved >= 0 && gap <= nearPx) this.#setAtEnd(true)
    this.#remember()
  }

  #keep(): void {
    const scroller = this.#scroller
    if (this.#atEnd) {
      this.#top = Math.max(0, scroller.scrollHeight - scroller.clientHeight)
      scroller.scrollTop = this.#top
      return
    }
    this.#compensate()
    this.#remember()
  }

  /**
   * Takes back what changes above have moved, and returns how far the reader has scrolled. Rows may have come since the
   * last frame while one was scrolling: only what the reader did not do is taken back.
   */
  #compensate(): number {
    const scroller = this.#scroller
    const moved = scroller.scrollTop - this.#top
    const anchor = this.#anchor
    if (this.#atEnd || !anchor?.item.isConnected) return moved
    const top = anchor.item.getBoundingClientRect().top - scroller.getBoundingClientRect().top
    const shift = top - (anchor.top - moved)
    if (Math.abs(shift) >= 1) scroller.scrollTop += shift
    return moved
  }

  #remember(): void {
    this.#top = this.#scroller.scrollTop
    this.#anchor = this.#atEnd ? null : this.#findAnchor()
  }

  /** The first item that reaches below the upper edge, found by halves. */
  #findAnchor(): Anchor | null {
    const edge = this.#scroller.getBoundingClientRect().top
    const items = [...this.#items()]
    let [from, to] = [0, items.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((items[middle]?.getBoundingClientRect().bottom ?? 0) > edge) to = middle
      else from = middle + 1
    }
    const item = items[from]
    return item ? { item, top: item.getBoundingClientRect().top - edge } : null
  }
}
