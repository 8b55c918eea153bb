import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Localisation } from '../locales/localisation.ts'

/** Says on an element in which language it speaks, and in which direction: the page around a piece may have others (EM10). */
export class OwnLanguage implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #words: () => Localisation | null | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, words: () => Localisation | null | undefined) {
    this.#host = host
    this.#words = words
    host.addController(this)
  }

  hostUpdate(): void {
    const words = this.#words()
    if (!words) return
    this.#host.lang = words.tag
    this.#host.dir = words.direction
  }
}
