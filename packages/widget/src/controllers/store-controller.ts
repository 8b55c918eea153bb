import type { ReadableAtom } from '@chat-view/sdk'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/**
 * Follows one store while its host is connected, and asks the host to draw when it changes. `follow` may be called at
 * any time, also with another store: the former one is let go.
 */
export class StoreController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #store: ReadableAtom<T> | null = null
  #stop: (() => void) | null = null
  #connected = false

  constructor(host: ReactiveControllerHost, store: ReadableAtom<T> | null = null) {
    this.#host = host
    this.#store = store
    host.addController(this)
  }

  /** The store's value now; undefined while none is followed. */
  get value(): T | undefined {
    return this.#store?.get()
  }

  follow(store: ReadableAtom<T> | null): void {
    if (store === this.#store) return
    this.#release()
    this.#store = store
    if (this.#connected) this.#listen()
    this.#host.requestUpdate()
  }

  hostConnected(): void {
    this.#connected = true
    this.#listen()
  }

  hostDisconnected(): void {
    this.#connected = false
    this.#release()
  }

  #listen(): void {
    this.#stop = this.#store?.listen(() => this.#host.requestUpdate()) ?? null
  }

  #release(): void {
    this.#stop?.()
    this.#stop = null
  }
}
