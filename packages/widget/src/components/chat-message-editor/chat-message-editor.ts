import type { MessageView } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { enterSends } from '../../controllers/enter-sends.ts'
import { growWithText } from '../../controllers/grow-with-text.ts'
import { ChatEditEndEvent } from '../../events/chat-edit-event.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { message } from '../../styles/message.ts'
import { ChatElement } from '../chat-element.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-message-editor': ChatMessageEditor
  }
}

/**
 * Where one's question is edited: asks again from there, and keeps the present answers as history (CV3).
 * @fires chat-edit-end
 */
export class ChatMessageEditor extends ChatElement {
  static override sheets = [base, controls, message]
  static override properties = { view: { attribute: false }, text: { state: true } }

  declare view: MessageView | null
  declare text: string | null

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, { context: threadContext, subscribe: true })
  /** The version that was on the screen when editing began (CV5). */
  #version = 0

  constructor() {
    super()
    this.view = null
    this.text = null
  }

  protected override willUpdate(): void {
    if (this.text !== null || !this.view) return
    this.text = this.view.parts.map(part => (part.kind === 'text' ? part.text : '')).join('')
    this.#version = this.view.version
  }

  protected override firstUpdated(): void {
    const field = this.renderRoot.querySelector('textarea')
    if (!field) return
    field.value = this.text ?? ''
    growWithText(field)
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  }

  #save(): void {
    const text = this.text?.trim() ?? ''
    const { view } = this
    const thread = this.#thread.value
    if (text === '' || !view || !thread) return
    if (text !== view.parts.map(part => (part.kind === 'text' ? part.text : '')).join('')) {
      thread.edit(view.key, text, { version: this.#version })
    }
    this.#end()
  }

  #end(): void {
    this.dispatchEvent(new ChatEditEndEvent())
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      this.#end()
    } else if (enterSends(event)) {
      event.preventDefault()
      this.#save()
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    if (!words) return nothing
    return html`<form class="edit" @submit=${(event: Event) => {
      event.preventDefault()
      this.#save()
    }}>
      <textarea rows="1" dir="auto" aria-label=${words.text('message.editLabel')} @keydown=${this.#onKeyDown}
        @input=${(event: Event) => {
          if (!(event.target instanceof HTMLTextAreaElement)) return
          this.text = event.target.value
          growWithText(event.target)
        }}></textarea>
      <div class="row">
        <span class="small soft grow">${words.text('message.editHint')}</span>
        <button type="button" class="do bare" @click=${() => this.#end()}>${words.text('common.cancel')}</button>
        <button type="submit" class="do main" aria-disabled=${this.text?.trim() ? 'false' : 'true'}>${words.text('message.askAgain')}</button>
      </div>
    </form>`
  }
}
