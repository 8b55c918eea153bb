import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Loads what its host needs once it is in sight: what stands in a closed drawer or popup loads nothing (UX3). */
export class SightController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #load: () => Promise<unknown>
  #observer: IntersectionObserver | null = null

  constructor(host: ReactiveControllerHost & Element, load: () => Promise<unknown>) {
    this.#host = host
    this.#load = load
    host.addController(this)
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(entries => {
      // What could not be loaded is tried again the next time it comes in sight.
      if (entries.some(({ isIntersecting }) => isIntersecting))
        this.#load().then(
          () => this.#stop(),
          () => {},
        )
    })
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#stop()
  }

  #stop(): void {
    this.#observer?.disconnect()
    this.#observer = null
  }
}
