import type { ReactiveControllerHost } from 'lit'

/** Code that few pages want: loaded when it is wanted, and its host drawn again once it is there. */
export class OnWant<T> {
  readonly #host: ReactiveControllerHost & Node
  readonly #begin: () => Promise<T>
  #loading: Promise<T> | null = null
  #value: T | null = null
  #failed = false

  constructor(host: ReactiveControllerHost & Node, load: () => Promise<T>) {
    this.#host = host
    this.#begin = load
  }

  /** Null until it is there, which this does not ask for. */
  get loaded(): T | null {
    return this.#value
  }

  /** It could not be loaded; it may be there later. */
  get failed(): boolean {
    return this.#failed && this.#value === null
  }

  /** Null until it is there. What could not be loaded is tried again when it is drawn again. */
  get value(): T | null {
    if (this.#value === null) this.load().catch(() => {})
    return this.#value
  }

  /** For who waits for it; rejects where it could not be loaded. */
  load(): Promise<T> {
    this.#loading ??= this.#load().catch(error => {
      this.#loading = null
      // What stands for it is drawn once, not with each try.
      if (!this.#failed && this.#host.isConnected) this.#host.requestUpdate()
      this.#failed = true
      throw error
    })
    return this.#loading
  }

  async #load(): Promise<T> {
    const value = await this.#begin()
    this.#value = value
    // One that was taken away meanwhile begins nothing anew; it is drawn when it comes back.
    if (this.#host.isConnected) this.#host.requestUpdate()
    return value
  }
}
