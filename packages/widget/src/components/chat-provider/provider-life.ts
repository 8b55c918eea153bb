import type { ChatHost, SurfaceWishes } from '../../controllers/chat-host.ts'
import type { KeyGuard } from '../../controllers/key-guard.ts'
import { ChatErrorEvent } from '../../events/chat-error-event.ts'
import { ChatReadyEvent } from '../../events/chat-ready-event.ts'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { base } from '../../styles/base.ts'
import { defineSheet } from '../../styles/define-sheet.ts'
import { tokens } from '../../styles/tokens.ts'
import { codeOf } from '../chat-error/code-of.ts'
import { focusLost, rescueFocus } from '../focus-lost.ts'
import type { InstanceLife } from '../instance-element.ts'
import { loadHost } from '../load-host.ts'
import { loadLater } from '../load-later.ts'
import { composerBelow, isPieceBelow } from './pieces-below.ts'
import type { ProviderSettings } from './provider-settings.ts'
import type { WaitingConsumers } from './waiting-consumers.ts'

const own = defineSheet(':host { display: contents }')

/** A `<chat-provider>` while it stands in a document. */
export class ProviderLife implements InstanceLife {
  readonly #element: HTMLElement
  readonly #root: ShadowRoot
  readonly #settings: () => ProviderSettings
  readonly #waiting: WaitingConsumers
  readonly #ends = new AbortController()
  #host: Promise<ChatHost> | null = null
  #living: ChatHost | null = null
  #guard: KeyGuard | null = null
  #ready = false

  constructor(element: HTMLElement, root: ShadowRoot, settings: () => ProviderSettings, waiting: WaitingConsumers) {
    this.#element = element
    this.#root = root
    this.#settings = settings
    this.#waiting = waiting
    element.addEventListener('chat-fault', this.#faulted, this.#ends)
    rescueFocus(element, () => this.#wishes().focusComposer(), this.#ends)
  }

  get living(): ChatHost | null {
    return this.#living
  }

  /** Rejects where there is nothing to draw with. */
  async update(): Promise<void> {
    // In each document that it is moved to.
    adoptSheets(this.#root, tokens, base, own)
    if (this.#living) this.#guard?.start()
    this.#living?.wish(this.#wishes())
    try {
      await this.#configured()
    } catch (error) {
      if (!this.#ends.signal.aborted) this.#element.dispatchEvent(new ChatErrorEvent(codeOf(error), error))
      throw error
    }
  }

  async openThread(key: string | null): Promise<void> {
    const host = await this.#configured()
    host.openThread(key)
  }

  stop(): void {
    this.#ends.abort()
    this.#guard?.stop()
    this.#waiting.stop()
    if (this.#living) this.#living.close()
    // One that is still on its way is closed on arrival.
    else this.#host?.then(host => host.close()).catch(() => {})
  }

  async #configured(): Promise<ChatHost> {
    const { signal } = this.#ends
    this.#host ??= this.#load()
    const host = await this.#host
    signal.throwIfAborted()
    await host.configure(this.#settings(), this.#settings().thread)
    signal.throwIfAborted()
    this.#recover()
    if (!this.#ready) {
      this.#ready = true
      this.#element.dispatchEvent(new ChatReadyEvent())
    }
    return host
  }

  /** Takes back what says that it failed; the focus that its button has goes to where one writes. */
  #recover(): void {
    const held = this.#root.activeElement
    this.#root.querySelector('.failed')?.remove()
    if (held && !held.isConnected)
      setTimeout(() => this.#element.dispatchEvent(new Event(focusLost, { bubbles: true, composed: true })))
  }

  async #load(): Promise<ChatHost> {
    try {
      const host = await loadHost(this.#element, this.#wishes())
      const [{ definePanelElements, KeyGuard }] = await Promise.all([
        import('../chat-panel/panel-elements.ts'),
        // A page may begin with any of them.
        loadLater(null),
      ])
      definePanelElements()
      this.#guard ??= new KeyGuard(this.#element, root => isPieceBelow(this.#element, root))
      if (!this.#ends.signal.aborted) this.#begin(host)
      return host
    } catch (error) {
      this.#host = null
      throw error
    }
  }

  #begin(host: ChatHost): void {
    const region = document.createElement('div')
    region.className = 'unseen'
    region.setAttribute('role', 'status')
    region.setAttribute('aria-live', 'polite')
    region.setAttribute('aria-atomic', 'false')
    this.#root.replaceChildren(document.createElement('slot'), region)
    host.announcer.region = region
    this.#guard?.start()
    this.#living = host
    this.#waiting.serve()
  }

  #wishes(): SurfaceWishes {
    const { readonly, prompts } = this.#settings()
    return {
      layout: 'inline',
      room: 'narrow',
      alone: true,
      readonly,
      prompts,
      shown: true,
      address: () => null,
      focusComposer: () => composerBelow(this.#element)?.focus(),
    }
  }

  readonly #faulted = (event: Event): void => {
    event.stopPropagation()
    const error = 'error' in event ? event.error : event
    this.#element.dispatchEvent(new ChatErrorEvent(codeOf(error), error))
  }
}
