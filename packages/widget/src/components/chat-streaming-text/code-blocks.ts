import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'

interface Block {
  readonly language: string
  readonly words: Localisation
  /** Aborts when the text that the block belongs to is replaced. */
  readonly signal: AbortSignal
}

/** Finishes code blocks that have closed, while their element is in the page; what does it is loaded for the first (UX3). */
export class CodeBlocks implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #announce: (text: string) => void
  /** Those that are not finished yet. */
  readonly #waiting = new Map<HTMLElement, Block>()
  #stay = new AbortController()

  constructor(host: ReactiveControllerHost & Element, announce: (text: string) => void) {
    this.#host = host
    this.#announce = announce
    host.addController(this)
  }

  add(code: HTMLElement, block: Block): void {
    this.#waiting.set(code, block)
    block.signal.addEventListener('abort', () => this.#waiting.delete(code), { once: true })
    if (this.#host.isConnected) void this.#finish(code, block)
  }

  hostConnected(): void {
    this.#stay = new AbortController()
    for (const [code, block] of this.#waiting) void this.#finish(code, block)
  }

  hostDisconnected(): void {
    this.#stay.abort()
  }

  async #finish(code: HTMLElement, { language, words, signal }: Block): Promise<void> {
    const stay = this.#stay.signal
    try {
      const { finishCode } = await import('./highlight/finish-code.ts')
      const actions = { words, announce: this.#announce, signal, stay }
      await finishCode(code, language, actions)
      this.#waiting.delete(code)
    } catch {
      // Code can be read without its colours. What was interrupted, or could not be loaded, is tried again when the
      // element comes back.
    }
  }
}
