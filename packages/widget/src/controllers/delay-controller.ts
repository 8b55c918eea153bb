import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Becomes true some time after it was started, and asks its host to draw; what is over sooner is never seen. */
export class DelayController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #milliseconds: number
  #timer: ReturnType<typeof setTimeout> | null = null
  #over = false

  constructor(host: ReactiveControllerHost, milliseconds: number) {
    this.#host = host
    this.#milliseconds = milliseconds
    host.addController(this)
  }

  get over(): boolean {
    return this.#over
  }

  /** Starts it where `wanted`, unless it runs already; else sets it back. */
  set running(wanted: boolean) {
    if (!wanted) this.hostDisconnected()
    else if (!this.#over) this.#start()
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#over = false
  }

  #start(): void {
    this.#timer ??= setTimeout(() => {
      this.#over = true
      this.#host.requestUpdate()
    }, this.#milliseconds)
  }
}
