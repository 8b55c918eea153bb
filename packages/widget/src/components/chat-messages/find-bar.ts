import { html, nothing, type TemplateResult } from 'lit'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { isComposing } from '../../controllers/is-composing.ts'
import { closeIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { defineSheet } from '../../styles/define-sheet.ts'
import type { ChatElement } from '../chat-element.ts'
import { ChatSearch } from '../chat-search/chat-search.ts'
import { definePiece } from '../define-pieces.ts'

const findSheet = defineSheet(/* css */ `
.find { position: absolute; inset-block-start: 0; inset-inline: 0; z-index: 2; display: flex; align-items: flex-start; gap: 4px; max-block-size: min(70%, 420px); padding-block-start: 12px; padding-inline-end: 12px; background: var(--chat-paper); border-block-end: 1px solid var(--chat-line) }
.find > chat-search { flex: 1; min-inline-size: 0; max-block-size: inherit }
.find > .btn { flex: none; margin-block-start: 2px }
@media print { .find { display: none } }
`)

/** Frames in which the search is drawn, once its words are there. */
const mostFrames = 120

/** The search within one thread, above its list: a browser's own finds only what is drawn (UX4). */
export class FindBar {
  readonly #host: ChatElement
  #open = false
  #from: HTMLElement | null = null

  constructor(host: ChatElement) {
    this.#host = host
    definePiece('chat-search', ChatSearch)
  }

  /** Puts the focus into it. False: it has it already, or has no field yet: the browser's own search is what is wanted. */
  show(): boolean {
    const active = deepActiveElement() as HTMLElement | null
    if (this.#open && (active?.matches('[part~=search]') || !this.#hasField)) return false
    if (!this.#open) this.#from = active
    this.#open = true
    adoptSheets(this.#host.renderRoot as ShadowRoot, findSheet)
    this.#host.requestUpdate()
    void this.#focus()
    return true
  }

  hide(): void {
    if (!this.#open) return
    const held = this.#search()?.matches(':focus-within')
    this.#open = false
    this.#host.requestUpdate()
    if (held)
      (this.#from?.isConnected ? this.#from : this.#host.renderRoot.querySelector<HTMLElement>('.messages'))?.focus()
    this.#from = null
  }

  template(words: Localisation, thread: string | null): TemplateResult | typeof nothing {
    if (!this.#open || thread === null) return nothing
    return html`<div class="find" @keydown=${this.#keydown}>
      <chat-search .thread=${thread}></chat-search>
      <button type="button" class="btn" aria-label=${words.text('common.close')} title=${words.text('common.close')} @click=${() => this.hide()}>
        ${icon(closeIcon, { small: true })}
      </button>
    </div>`
  }

  /** An Escape that empties the field does not come so far. */
  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return
    event.preventDefault()
    event.stopPropagation()
    this.hide()
  }

  async #focus(): Promise<void> {
    await this.#host.updateComplete
    const search = this.#search()
    for (let frame = 0; frame < mostFrames && search?.isConnected && !this.#hasField; frame++)
      await new Promise(resolve => requestAnimationFrame(resolve))
    if (!search?.isConnected || search !== this.#search()) return
    if (this.#hasField) search.focus()
    else this.hide()
  }

  get #hasField(): boolean {
    return this.#search()?.shadowRoot?.querySelector('input') != null
  }

  #search(): ChatSearch | null {
    return this.#host.renderRoot.querySelector('chat-search')
  }
}
