import type { ReactiveController, ReactiveControllerHost } from 'lit'

const second = 1000

/** Asks its host to draw each second, while that is wanted and the host is connected. */
export class TickerController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #timer: ReturnType<typeof setInterval> | null = null

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  set running(wanted: boolean) {
    if (wanted) this.#timer ??= setInterval(() => this.#host.requestUpdate(), second)
    else this.hostDisconnected()
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }
}
