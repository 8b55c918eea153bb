import type { Answer, ChatError } from '@chat-view/sdk'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Keeps why the last thing that was tried was refused, until something else is tried (UX6). */
export class Attempt implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #error: ChatError | null = null
  #count = 0

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  get error(): ChatError | null {
    return this.#error
  }

  hostDisconnected(): void {
    this.#error = null
    this.#count++
  }

  /** Resolves to whether it was done. */
  async run(action: Promise<unknown>): Promise<boolean> {
    const count = this.#begin()
    try {
      await action
      return true
    } catch (error) {
      this.#failed(count, error as ChatError)
      return false
    }
  }

  /** Asks for an answer. One that began and ended badly tells so itself; here it counts whether it could begin. */
  ask(answer: Answer): void {
    const count = this.#begin()
    answer.done.catch((error: ChatError) => {
      if (answer.$answer.get() === null) this.#failed(count, error)
    })
  }

  #begin(): number {
    this.#error = null
    this.#host.requestUpdate()
    return ++this.#count
  }

  #failed(count: number, error: ChatError): void {
    if (count !== this.#count) return
    this.#error = error
    this.#host.requestUpdate()
  }
}
