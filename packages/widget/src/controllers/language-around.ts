/** An element whose `locale` is its own, or the language around it. */
export interface LocalisedElement extends HTMLElement {
  readonly locale: string
  attributeChangedCallback(name: string, former: string | null, value: string | null): void
}

/** An element, and the language that it is in. */
interface Follower {
  readonly element: LocalisedElement
  told: string
}

/** Watches one document, and those shadow trees of the page in which one of our elements stands. */
class LanguageWatch {
  readonly #followers = new Set<Follower>()
  readonly #observer = new MutationObserver(() => this.#look())

  get isIdle(): boolean {
    return this.#followers.size === 0
  }

  add(follower: Follower): void {
    this.#followers.add(follower)
    this.#observe(follower)
    // It may have changed before this was loaded.
    this.#look()
  }

  remove(follower: Follower): void {
    this.#followers.delete(follower)
    // An observer lets go of all roots or of none.
    this.#observer.disconnect()
    for (const other of this.#followers) this.#observe(other)
  }

  #observe({ element }: Follower): void {
    let root: Node | undefined = element
    while (root) {
      root = root.getRootNode()
      this.#observer.observe(root, { subtree: true, attributes: true, attributeFilter: ['lang'] })
      root = (root as Partial<ShadowRoot>).host
    }
  }

  #look(): void {
    for (const follower of this.#followers) {
      const { element, told } = follower
      follower.told = element.locale
      // As if its own attribute had said so.
      if (follower.told !== told) element.attributeChangedCallback('locale', told, follower.told)
    }
  }
}

const watches = new Map<Document, LanguageWatch>()
const stops = new WeakMap<AbortSignal, () => void>()

/**
 * Brings an element, which is in the language `told`, in line with the language around it whenever that changes, until
 * the signal aborts (EM10). All elements of a document share one observer, which ends with the last of them. Asked again
 * under the same signal, it follows what is around the element by then.
 */
export function followLanguage(element: LocalisedElement, told: string, signal: AbortSignal): void {
  const former = stops.get(signal)
  if (former) former()
  else signal.addEventListener('abort', () => stops.get(signal)?.())
  const document = element.ownerDocument
  const follower = { element, told }
  const watch = watches.get(document) ?? new LanguageWatch()
  watches.set(document, watch)
  stops.set(signal, () => {
    watch.remove(follower)
    if (watch.isIdle) watches.delete(document)
  })
  watch.add(follower)
}
