import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { copiedMs, copyText } from '../chat-streaming-text/copy-text.ts'

/** Copies a text, and knows for a while that it did. */
export class CopiedMark implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #copied: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `copied` is told when it was done. */
  constructor(host: ReactiveControllerHost & Element, copied: () => void) {
    this.#host = host
    this.#copied = copied
    host.addController(this)
  }

  get shown(): boolean {
    return this.#timer !== undefined
  }

  async copy(text: string): Promise<void> {
    if (!(await copyText(text)) || !this.#host.isConnected) return
    this.#set(setTimeout(() => this.#set(undefined), copiedMs))
    this.#copied()
  }

  hostDisconnected(): void {
    this.#set(undefined)
  }

  #set(timer: ReturnType<typeof setTimeout> | undefined): void {
    clearTimeout(this.#timer)
    this.#timer = timer
    this.#host.requestUpdate()
  }
}
