interface ContextRequest extends Event {
  readonly contextTarget?: Element
}

/** Parts that asked for their contexts before what gives them was loaded; they are served once it is. */
export class WaitingConsumers {
  readonly #element: HTMLElement
  readonly #requests = new Map<Event, EventTarget | undefined>()

  constructor(element: HTMLElement) {
    this.#element = element
    element.addEventListener('context-request', this.#keep)
  }

  /** Asks again for all who still stand below the element; from now on nobody waits. */
  serve(): void {
    this.stop()
    for (const [request, target] of this.#requests) {
      if (target instanceof Node && target.isConnected) target.dispatchEvent(request)
    }
    this.#requests.clear()
  }

  stop(): void {
    this.#element.removeEventListener('context-request', this.#keep)
  }

  readonly #keep = (event: ContextRequest): void => {
    event.stopPropagation()
    this.#requests.set(event, event.contextTarget ?? event.composedPath()[0])
  }
}
