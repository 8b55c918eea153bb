import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Follows a media query while its host is connected. */
export class MediaController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #query: string
  #list: MediaQueryList | null = null

  constructor(host: ReactiveControllerHost, query: string) {
    this.#host = host
    this.#query = query
    host.addController(this)
  }

  get matches(): boolean {
    return this.#list?.matches ?? false
  }

  hostConnected(): void {
    this.#list = matchMedia(this.#query)
    this.#list.addEventListener('change', this.#changed)
  }

  hostDisconnected(): void {
    this.#list?.removeEventListener('change', this.#changed)
  }

  readonly #changed = (): void => this.#host.requestUpdate()
}
