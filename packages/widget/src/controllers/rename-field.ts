import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { Localisation } from '../locales/localisation.ts'
import { deepActiveElement } from './focusable-elements.ts'
import { isComposing } from './is-composing.ts'
import type { ActedThread } from './thread-actions.ts'

const longest = 200

/** Resolves to the thread as it is saved, where another change of it came first; else to null. */
type Save = (thread: ActedThread, title: string) => Promise<ActedThread | null>

/**
 * Renames a thread where its title stands: Enter and leaving the field keep the new title, Escape the old one. The new
 * title is shown at once, and given back when the server refuses it; where somebody else has given another one meanwhile,
 * the field is open again with both (CV5).
 */
export class RenameField implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #save: Save
  readonly #done: (thread: ActedThread) => void
  readonly #saving = new Map<string, string>()
  #thread: ActedThread | null = null
  /** The title that was refused for one that somebody else has given. */
  #refused: string | null = null
  #fresh = false
  /** Where the focus was before. */
  #from: HTMLElement | null = null

  /** `done` puts the focus somewhere once the field is gone, where it cannot go back to where it was. */
  constructor(host: ReactiveControllerHost & HTMLElement, save: Save, done: (thread: ActedThread) => void) {
    this.#host = host
    this.#save = save
    this.#done = done
    host.addController(this)
  }

  isOpen(id: string): boolean {
    return this.#thread?.id === id
  }

  /** The title that is on its way to the server; undefined: none is. */
  pending(id: string): string | undefined {
    return this.#saving.get(id)
  }

  open(thread: ActedThread): void {
    this.#thread = thread
    this.#refused = null
    const active = deepActiveElement() as HTMLElement | null
    this.#from = active === document.body ? null : active
    this.#fresh = true
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    const field = this.#field()
    if (!this.#fresh || !field) return
    this.#fresh = false
    field.focus()
    field.select()
  }

  template(words: Localisation): TemplateResult {
    const title = this.#thread?.title ?? null
    const saved = html`<span class="xs soft cut">${words.text('conflict.saved')}: <bdi>${title ?? words.text('thread.untitled')}</bdi></span>`
    return html`<input
      class="rename"
      aria-label=${words.text('header.title')}
      maxlength=${longest}
      autocomplete="off"
      .value=${this.#refused ?? title ?? ''}
      @keydown=${this.#keydown}
      @blur=${() => this.#close(true, false)}
    />${this.#refused === null ? nothing : saved}`
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (isComposing(event)) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    this.#close(event.key === 'Enter', true)
  }

  #close(save: boolean, returnFocus: boolean): void {
    const thread = this.#thread
    const title = this.#field()?.value.trim() ?? ''
    if (!thread) return
    this.#thread = null
    if (save && title !== '' && title !== thread.title) void this.#keep(thread, title)
    this.#host.requestUpdate()
    if (returnFocus)
      void this.#host.updateComplete.then(() => (this.#from?.isConnected ? this.#from.focus() : this.#done(thread)))
  }

  async #keep(thread: ActedThread, title: string): Promise<void> {
    this.#saving.set(thread.id, title)
    const saved = await this.#save(thread, title)
    this.#saving.delete(thread.id)
    if (saved && !this.#thread) {
      this.#thread = saved
      this.#refused = title
      // Who is elsewhere by now stays there.
      this.#fresh = Boolean(this.#host.shadowRoot?.activeElement)
    }
    this.#host.requestUpdate()
  }

  #field(): HTMLInputElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLInputElement>('input.rename') ?? null
  }
}
