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
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller
    const gap = scrollHeight - scrollTop - clientHeight
    const moved = scrollTop - this.#top
    this.#top = scrollTop
    // Only a way up leaves the end: a text that has grown since the last frame has moved nobody.
    if (this.#atEnd && moved < -1 && gap > awayPx) this.#setAtEnd(false)
    else if (!this.#atEnd && moved >= 0 && gap <= nearPx) this.#setAtEnd(true)
    this.#anchor = this.#atEnd ? null : this.#findAnchor()
  }

  #findAnchor(): Anchor | null {
    const edge = this.#scroller.getBoundingClientRect().top
    for (const item of this.#items()) {
      const { top, bottom } = item.getBoundingClientRect()
      if (bottom > edge) return { item, top: top - edge }
    }
    return null
  }

  #keep(): void {
    const scroller = this.#scroller
    if (this.#atEnd) {
      this.#top = Math.max(0, scroller.scrollHeight - scroller.clientHeight)
      scroller.scrollTop = this.#top
      return
    }
    const anchor = this.#anchor
    if (!anchor?.item.isConnected) return
    const moved = anchor.item.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.top
    if (Math.abs(moved) < 1) return
    this.#top = scroller.scrollTop + moved
    scroller.scrollTop = this.#top
  }
}
