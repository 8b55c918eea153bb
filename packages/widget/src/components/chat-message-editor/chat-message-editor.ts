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
import { messageActs } from '../../styles/message-acts.ts'
import { ChatElement } from '../chat-element.ts'
import type { EditDraft } from '../chat-message/edit-draft.ts'
import { writtenText } from '../chat-message/written-text.ts'
import { editorSheet } from './editor-sheet.ts'

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
  static override sheets = [base, controls, message, messageActs, editorSheet]
  static override properties = { view: { attribute: false }, draft: { attribute: false }, text: { state: true } }

  declare view: MessageView | null
  /** What it begins with. */
  declare draft: EditDraft | null
  declare text: string

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, { context: threadContext, subscribe: true })

  constructor() {
    super()
    this.view = null
    this.draft = null
    this.text = ''
  }

  protected override firstUpdated(): void {
    const field = this.renderRoot.querySelector('textarea')
    if (!field) return
    this.text = field.value = this.draft?.text ?? ''
    growWithText(field)
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  }

  #save(): void {
    const text = this.text.trim()
    const { view, draft } = this
    const thread = this.#thread.value
    if (text === '' || !view || !draft || !thread) return
    const same = text === writtenText(view.parts).trim()
    // What was refused is given up where what is saved is kept after all.
    if (same && view.delivery.state === 'failed') thread.discard(view.key)
    if (!same) thread.edit(view.key, text, { version: draft.version })
    this.dispatchEvent(new ChatEditEndEvent(!same))
  }

  readonly #cancel = (): void => {
    this.dispatchEvent(new ChatEditEndEvent(false))
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation()
      event.preventDefault()
      this.#cancel()
    } else if (enterSends(event)) {
      event.preventDefault()
      this.#save()
    }
  }

  readonly #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return
    this.text = event.target.value
    growWithText(event.target)
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault()
    this.#save()
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    if (!words) return nothing
    const saved = this.draft?.saved ?? null
    return html`<form class="edit" @submit=${this.#onSubmit}>
      ${
        saved === null
          ? nothing
          : html`<p class="saved small soft"><b>${words.text('conflict.saved')}</b> <span dir="auto">${saved}</span></p>`
      }
      <textarea rows="1" dir="auto" aria-label=${words.text('message.editLabel')} @keydown=${this.#onKeyDown}
        @input=${this.#onInput}></textarea>
      <div class="row">
        <span class="small soft grow">${words.text('message.editHint')}</span>
        <button type="button" class="do bare" @click=${this.#cancel}>${words.text('common.cancel')}</button>
        <button type="submit" class="do main" aria-disabled=${this.text.trim() === '' ? 'true' : 'false'}>${words.text('message.askAgain')}</button>
      </div>
    </form>`
  }
}
