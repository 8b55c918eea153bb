/** How far above the upper edge the next page is asked for, in px. */
const early = 600

/** Asks for older messages when the first one comes near the upper edge (UX4). */
export class OlderLoader {
  readonly #observer: IntersectionObserver
  #watched: Element | null = null

  constructor(scroller: Element, load: () => void) {
    this.#observer = new IntersectionObserver(
      entries => {
        if (entries.at(-1)?.isIntersecting) load()
      },
      { root: scroller, rootMargin: `${early}px 0px 0px 0px` },
    )
  }

  /** The first row; null where there is nothing to ask for. Told anew with the same one, it looks again. */
  watch(first: Element | null): void {
    if (this.#watched) this.#observer.unobserve(this.#watched)
    this.#watched = first
    // Observing reports at once: also where a page was not enough to fill the box.
    if (first) this.#observer.observe(first)
  }

  stop(): void {
    this.#observer.disconnect()
    this.#watched = null
  }
}
