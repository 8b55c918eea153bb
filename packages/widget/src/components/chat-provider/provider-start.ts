import type { ChatHost } from '../../controllers/chat-host.ts'
import { ChatErrorEvent } from '../../events/chat-error-event.ts'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { tokens } from '../../styles/tokens.ts'
import { showFailure } from '../failure-box.ts'
import type { InstanceLife } from '../instance-element.ts'
import { viewSheet } from '../view-sheet.ts'
import type { ProviderLife } from './provider-life.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { WaitingConsumers } from './waiting-consumers.ts'

/** The life of a `<chat-provider>` until what it needs is loaded, and from then on in front of it. */
export class ProviderStart implements InstanceLife {
  readonly #element: HTMLElement
  readonly #root: ShadowRoot
  readonly #settings: () => ProviderSettings
  readonly #waiting: WaitingConsumers
  #loading: Promise<ProviderLife> | null = null
  #life: ProviderLife | null = null
  #stopped = false

  constructor(element: HTMLElement, root: ShadowRoot, settings: () => ProviderSettings) {
    this.#element = element
    this.#root = root
    this.#settings = settings
    this.#waiting = new WaitingConsumers(element)
  }

  get living(): ChatHost | null {
    return this.#life?.living ?? null
  }

  async update(): Promise<void> {
    try {
      const life = await this.#loaded()
      if (!this.#stopped) await life.update()
    } catch (error) {
      if (!this.#stopped) this.#fail(error)
    }
  }

  async openThread(key: string | null): Promise<void> {
    const life = await this.#loaded()
    if (!this.#stopped) await life.openThread(key)
  }

  stop(): void {
    this.#stopped = true
    this.#waiting.stop()
    this.#root.replaceChildren()
    // One that is still on its way is stopped on arrival.
    this.#loading?.then(life => life.stop()).catch(() => {})
  }

  async #loaded(): Promise<ProviderLife> {
    try {
      this.#loading ??= this.#load()
      this.#life = await this.#loading
      return this.#life
    } catch (error) {
      this.#loading = null
      throw error
    }
  }

  async #load(): Promise<ProviderLife> {
    const { ProviderLife } = await import('./provider-life.ts')
    return new ProviderLife(this.#element, this.#root, this.#settings, this.#waiting)
  }

  /** Says it above the page's own content, which stays (UX7). */
  #fail(error: unknown): void {
    const root = this.#root
    adoptSheets(root, tokens, viewSheet)
    showFailure(root, this.#settings(), () => this.update(), root.activeElement)
    root.append(root.querySelector('slot') ?? document.createElement('slot'))
    // What it has come to, it tells itself.
    if (!this.#life) this.#element.dispatchEvent(new ChatErrorEvent('network', error))
  }
}
