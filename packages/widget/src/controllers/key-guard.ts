const kinds = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'compositionstart',
  'compositionupdate',
  'compositionend',
] as const

const clipboard = ['copy', 'cut', 'paste'] as const

/**
 * Keeps what is typed into the widget within it (EM4). Each key event is taken at the window, before any listener of the
 * page below it, and passed on inside as a copy that never leaves a shadow root by itself: host by host, from where it
 * happened up to the widget's own root. What the browser does by itself (typing, pressing a button) is not touched,
 * unless a listener inside prevents it.
 */
export class KeyGuard {
  readonly #element: HTMLElement
  readonly #within: (root: ShadowRoot) => boolean
  #window: (Window & typeof globalThis) | null = null
  #ends = new AbortController()

  /** `within` says whether a shadow root is one of the widget's outermost, at `element` or below it. */
  constructor(element: HTMLElement, within: (root: ShadowRoot) => boolean) {
    this.#element = element
    this.#within = within
  }

  /** Begins in the window that the element stands in now. */
  start(): void {
    const { defaultView } = this.#element.ownerDocument
    if (this.#window === defaultView) return
    this.stop()
    this.#window = defaultView
    this.#ends = new AbortController()
    const { signal } = this.#ends
    for (const kind of kinds) defaultView?.addEventListener(kind, this.#take, { capture: true, signal })
    for (const kind of clipboard) this.#element.addEventListener(kind, this.#hide, { signal })
  }

  stop(): void {
    this.#ends.abort()
    this.#window = null
  }

  readonly #take = (event: Event): void => {
    const path = this.#pathWithin(event)
    if (!path || !this.#window) return
    event.stopImmediatePropagation()
    for (const target of path) {
      const copy = copyOf(event, this.#window)
      let stopped = false
      const noteStop = (original: () => void) => () => {
        stopped = true
        original.call(copy)
      }
      copy.stopPropagation = noteStop(Event.prototype.stopPropagation)
      copy.stopImmediatePropagation = noteStop(Event.prototype.stopImmediatePropagation)
      if (event.defaultPrevented) copy.preventDefault()
      target.dispatchEvent(copy)
      if (copy.defaultPrevented) event.preventDefault()
      if (stopped) return
    }
  }

  readonly #hide = (event: Event): void => {
    if (this.#pathWithin(event)) event.stopPropagation()
  }

  /** The target and the hosts around it, inner ones first; null for what happens elsewhere, as in slotted content. */
  #pathWithin(event: Event): Node[] | null {
    const [target] = event.composedPath()
    if (!(target instanceof Node)) return null
    const path: Node[] = [target]
    for (let root = target.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
      if (this.#within(root)) return path
      path.push(root.host)
    }
    return null
  }
}

/** The classes are those of the window that the event comes from. */
function copyOf(
  event: Event,
  { CompositionEvent, Event, InputEvent, KeyboardEvent }: Window & typeof globalThis,
): Event {
  const basics = { bubbles: true, cancelable: event.cancelable, composed: false }
  if (event instanceof KeyboardEvent) {
    const { key, code, location, repeat, isComposing, ctrlKey, shiftKey, altKey, metaKey } = event
    const init = { ...basics, key, code, location, repeat, isComposing, ctrlKey, shiftKey, altKey, metaKey }
    const copy = new KeyboardEvent(event.type, init)
    // 229 tells of a composition where `isComposing` does not (Safari), and no constructor takes it everywhere.
    for (const name of ['keyCode', 'which', 'charCode'] as const)
      Object.defineProperty(copy, name, { value: event[name] })
    return copy
  }
  if (event instanceof InputEvent) {
    const { data, inputType, isComposing, dataTransfer } = event
    return new InputEvent(event.type, { ...basics, data, inputType, isComposing, dataTransfer })
  }
  if (event instanceof CompositionEvent) return new CompositionEvent(event.type, { ...basics, data: event.data })
  return new Event(event.type, basics)
}
