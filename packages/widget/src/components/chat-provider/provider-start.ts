import type { ChatHost } from '../../controllers/chat-host.ts'
import { ChatErrorEvent } from '../../events/chat-error-event.ts'
import type { InstanceLife } from '../instance-element.ts'
import type { ProviderLife } from './provider-life.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { WaitingConsumers } from './waiting-consumers.ts'

/** The life of a `<chat-provider>` until what it needs is loaded, and from then on in front of it. */
export class ProviderStart implements InstanceLife {
  readonly #element: HTMLElement
  readonly #waiting: WaitingConsumers
  readonly #load: () => Promise<ProviderLife>
  #loading: Promise<ProviderLife> | null = null
  #life: ProviderLife | null = null
  #stopped = false

  constructor(element: HTMLElement, root: ShadowRoot, settings: () => ProviderSettings) {
    this.#element = element
    this.#waiting = new WaitingConsumers(element)
    this.#load = async () => {
      const { ProviderLife } = await import('./provider-life.ts')
      return new ProviderLife(element, root, settings, this.#waiting)
    }
  }

  get living(): ChatHost | null {
    return this.#life?.living ?? null
  }

  update(): void {
    this.#loaded().then(
      life => {
        if (!this.#stopped) life.update()
      },
      error => this.#element.dispatchEvent(new ChatErrorEvent('network', error)),
    )
  }

  async openThread(key: string | null): Promise<void> {
    const life = await this.#loaded()
    if (!this.#stopped) await life.openThread(key)
  }

  stop(): void {
    this.#stopped = true
    this.#waiting.stop()
    this.#life?.stop()
    // One that is still on its way is stopped on arrival.
    if (!this.#life) this.#loading?.then(life => life.stop()).catch(() => {})
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
}
