import type { ChatError } from '@chat-view/sdk'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { TickerController } from './ticker-controller.ts'

/** How long a refusal still lasts, from when it was first seen; draws its host each second until it is over. */
export class LimitClock implements ReactiveController {
  readonly #ticker: TickerController
  #error: ChatError | null = null
  #seenAt = 0

  constructor(host: ReactiveControllerHost) {
    this.#ticker = new TickerController(host)
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#ticker.running = false
  }

  /** Milliseconds that are left; null: the refusal says nothing about it, or there is none. */
  left(error: ChatError | null): number | null {
    if (error !== this.#error) {
      this.#error = error
      this.#seenAt = Date.now()
    }
    const left = error?.retryAfter === undefined ? null : this.#seenAt + error.retryAfter * 1000 - Date.now()
    this.#ticker.running = left !== null && left > 0
    return left
  }
}
