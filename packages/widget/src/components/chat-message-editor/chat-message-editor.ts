import { bounds, type ChatError, type ErrorCode, type MessageView } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { enterSends } from '../../controllers/enter-sends.ts'
import { findComposer } from '../../controllers/find-composer.ts'
import { growWithText } from '../../controllers/grow-with-text.ts'
import { isComposing } from '../../controllers/is-composing.ts'
import { trimText } from '../../controllers/trim-text.ts'
import { ChatEditEndEvent } from '../../events/chat-edit-event.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { message } from '../../styles/message.ts'
import { messageActs } from '../../styles/message-acts.ts'
import { ChatElement } from '../chat-element.ts'
import type { EditDraft } from '../chat-message/edit-draft.ts'
import { writtenText } from '../chat-message/written-text.ts'
import { editorSheet } from './editor-sheet.ts'
import { KeptEdit } from './kept-edit.ts'
import { whenGone } from './when-gone.ts'

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
  static override properties = {
    view: { attribute: false },
    draft: { attribute: false },
    text: { state: true },
    refusal: { state: true },
  }

  declare view: MessageView | null
  /** What it begins with. */
  declare draft: EditDraft | null
  declare text: string
  /** Why it was not taken; said beneath the field. */
  declare refusal: ErrorCode | null

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, { context: threadContext, subscribe: true })

  #unwatch = (): void => {}

  constructor() {
    super()
    this.view = null
    this.draft = null
    this.text = ''
    this.refusal = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const [thread, view] = [this.#thread.value, this.view]
    if (thread && view) this.#unwatch = whenGone(thread, view.key, () => this.#rescue())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unwatch()
    this.#kept?.save()
  }

  protected override firstUpdated(): void {
    const field = this.renderRoot.querySelector('textarea')
    const { draft } = this
    if (!field || !draft) return
    const kept = this.#kept?.read()
    this.text = field.value = kept?.version === draft.version && kept.saved === draft.saved ? kept.text : draft.text
    growWithText(field)
    if (!draft.reopened) field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  }

  /** The message is no more: what was written waits where one writes, after what stands there (CV5). */
  #rescue(): void {
    const [surface, words, field] = [this.#surface.value, this.#words.value, findComposer(this)?.field]
    const text = trimText(this.text)
    if (!field || !words || text === '' || text === trimText(writtenText(this.view?.parts ?? []))) return
    field.value = [field.value, text].filter(Boolean).join('\n\n')
    // As if it had been typed: the draft is kept, and the field grows.
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    if (this.shadowRoot?.activeElement) field.focus()
    surface?.tell(words.text('message.missing'))
    this.#end(false)
  }

  get #kept(): KeptEdit | null {
    return this.view && new KeptEdit(this.view)
  }

  get #excess(): number {
    return Math.max(0, trimText(this.text).length - bounds.messageText)
  }

  #save(): void {
    const text = trimText(this.text)
    const { view, draft } = this
    const thread = this.#thread.value
    if (text === '' || this.#excess > 0 || !view || !draft || !thread) return
    const saved = writtenText(view.parts)
    if (text === trimText(view.delivery.state === 'pending' ? view.delivery.text : saved)) {
      // What was refused is given up where what is saved is kept after all.
      if (view.delivery.state === 'failed') thread.discard(view.key)
      this.#end(false)
      return
    }
    // What one began with may have been on its way then, and be saved by now.
    const version = saved === draft.text ? view.version : draft.version
    const { done } = thread.edit(view.key, text, { version })
    const delivery = thread.message(view.key)?.delivery
    if (delivery?.state !== 'sent' && delivery?.text === text) this.#end(true)
    else {
      // It was refused before it was begun: the text stays here.
      done.catch(({ code }: ChatError) => {
        this.refusal = code
      })
    }
  }

  #end(saved: boolean): void {
    this.#unwatch()
    this.#kept?.drop()
    this.dispatchEvent(new ChatEditEndEvent(saved))
  }

  readonly #cancel = (): void => this.#end(false)

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !isComposing(event)) {
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
    this.refusal = null
    if (this.draft) this.#kept?.keep({ ...this.draft, text: this.text })
    if (this.text !== '') this.#thread.value?.typing()
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
    const tooLong = this.#excess > 0
    return html`<form class="edit" @submit=${this.#onSubmit}>
      ${
        saved === null
          ? nothing
          : html`<p class="saved small soft"><b>${words.text('conflict.saved')}</b> <span dir="auto">${saved}</span></p>`
      }
      <textarea rows="1" dir="auto" aria-label=${words.text('message.editLabel')} aria-describedby="note"
        aria-invalid=${tooLong ? 'true' : nothing} @keydown=${this.#onKeyDown}
        @input=${this.#onInput}></textarea>
      <div class="row">
        <span id="note" class="small soft grow" role=${tooLong || this.refusal ? 'alert' : nothing}>${this.#note(words)}</span>
        <button type="button" class="do bare" @click=${this.#cancel}>${words.text('common.cancel')}</button>
        <button type="submit" class="do main" aria-disabled=${tooLong || this.text.trim() === '' ? 'true' : 'false'}>${words.text('message.askAgain')}</button>
      </div>
    </form>`
  }

  #note(words: Localisation): string {
    if (this.#excess > 0) return words.text('composer.tooLong', { count: this.#excess })
    return this.refusal ? words.error(this.refusal) : words.text('message.editHint')
  }
}
