import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Loads what a panel needs on a device with a touch screen, and ends it with the host (UX5). */
export class TouchController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  #ends: AbortController | null = null

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    const panel = this.#host.shadowRoot?.querySelector<HTMLElement>('.panel')
    if (!panel || this.#ends || !matchMedia('(any-pointer: coarse)').matches) return
    this.#ends = new AbortController()
    const { signal } = this.#ends
    const follow = async (): Promise<void> => {
      const { followTouch } = await import('./touch/follow-touch.ts')
      if (!signal.aborted) signal.addEventListener('abort', followTouch(panel))
    }
    // The chat works without; the next time that it is drawn tries again.
    follow().catch(() => {
      this.#ends = null
    })
  }

  hostDisconnected(): void {
    this.#ends?.abort()
    this.#ends = null
  }
}
