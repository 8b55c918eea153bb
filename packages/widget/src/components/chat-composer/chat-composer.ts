import {
  bounds,
  type ChatError,
  type ChatSession,
  type ThreadHandle,
  type ThreadState,
  type Timeline,
} from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { enterSends } from '../../controllers/enter-sends.ts'
import { growWithText } from '../../controllers/grow-with-text.ts'
import { OnWant } from '../../controllers/on-want.ts'
import { OwnLanguage } from '../../controllers/own-language.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { tellRefusal } from '../../controllers/tell-refusal.ts'
import { trimText } from '../../controllers/trim-text.ts'
import { noteKey, noteSent } from '../../controllers/typing-pace.ts'
import { sendIcon, stopIcon } from '../../icons/composing.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { composer } from '../../styles/composer.ts'
import { controls } from '../../styles/controls.ts'
import { piece } from '../../styles/piece.ts'
import { ChatElement } from '../chat-element.ts'
import { loadLater } from '../load-later.ts'
import { closedReason } from './closed-reason.ts'
import { composerSheet } from './composer-sheet.ts'
import { OpenDraft } from './open-draft.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-composer': ChatComposer
  }
}

const drops = ['dragover', 'drop'] as const

/**
 * Where one writes (CV11): grows with its text, keeps a draft for each thread, sends by Enter.
 * @tag chat-composer
 * @slot composer-start - Before the field in which one writes.
 * @csspart composer @csspart input @csspart send @csspart stop
 */
export class ChatComposer extends ChatElement {
  static override sheets = [piece, base, controls, composer, composerSheet]
  static override properties = { text: { attribute: false }, refusal: { state: true } }

  /** What is written and not sent. */
  declare text: string
  /** @internal Why something was not taken, `files` or the code of an error; said beneath the field. */
  declare refusal: string | null

  readonly #chat = new ContextConsumer(this, {
    context: chatContext,
    subscribe: true,
    callback: chat => this.#session.follow(chat?.$session ?? null),
  })
  readonly #thread = new ContextConsumer(this, {
    context: threadContext,
    subscribe: true,
    callback: thread => this.#enterThread(thread),
  })
  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #state = new StoreController<ThreadState>(this)
  readonly #timeline = new StoreController<Timeline>(this)
  readonly #session = new StoreController<ChatSession | null>(this)
  readonly #later = new OnWant(this, () => loadLater(this.#words.value))
  #dropPlace: ShadowRoot | HTMLElement = this
  readonly #draft = new OpenDraft()

  constructor() {
    super()
    new OwnLanguage(this, () => this.#words.value)
    this.text = ''
    this.refusal = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // A file that misses the field would take the page's place, and the whole talk with it. What a page has around a
    // composer of its own is the page's.
    const around = this.getRootNode()
    this.#dropPlace = around instanceof ShadowRoot && around.host.matches('chat-panel') ? around : this
    for (const type of drops) this.#dropPlace.addEventListener(type, this.#onFiles)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#draft.save()
    for (const type of drops) this.#dropPlace.removeEventListener(type, this.#onFiles)
  }

  /** The field itself; null while the thread takes nothing. */
  get field(): HTMLTextAreaElement | null {
    return this.renderRoot?.querySelector('textarea') ?? null
  }

  /** Puts the focus into the field. */
  override focus(): void {
    this.field?.focus()
  }

  /** Sends what is written. Nothing happens while that is blank or too long. */
  send(): void {
    const [thread, text] = [this.#thread.value, trimText(this.text)]
    if (!thread || text === '' || this.#excess > 0) return
    const { key, done } = thread.send(text)
    noteSent()
    if (thread.message(key)) {
      this.#draft.sent(this.text)
      this.text = ''
    }
    // Refused before it was a message: the text stays here.
    else
      done.catch(({ code }) => {
        this.refusal = code
      })
    this.focus()
  }

  get #excess(): number {
    return Math.max(0, trimText(this.text).length - bounds.messageText)
  }

  #enterThread(thread: ThreadHandle | null | undefined): void {
    this.#state.follow(thread?.$thread ?? null)
    this.#timeline.follow(thread?.$timeline ?? null)
    this.text = this.#draft.enter(thread?.id ?? null)
    this.refusal = null
  }

  protected override willUpdate(): void {
    const place = {
      user: this.#session.value?.user.id ?? null,
      home: this.#surface.value?.home ?? this.#chat.value ?? null,
      thread: this.#thread.value?.id ?? null,
    }
    this.text = this.#draft.follow(place, this.text)
    if (this.#state.value?.status !== 'gone' || this.text === '') return
    this.#draft.rescue(this.text)
    this.text = ''
  }

  #write(text: string): void {
    this.text = text
    this.#draft.type(text)
    if (text !== '') this.#thread.value?.typing()
  }

  readonly #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return
    this.refusal = null
    noteKey()
    this.#write(event.target.value)
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (!enterSends(event)) return
    event.preventDefault()
    this.send()
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault()
    this.send()
  }

  readonly #onFiles = (event: Event): void => {
    const paste = event instanceof ClipboardEvent
    const { types = [] } = (paste ? event.clipboardData : (event as DragEvent).dataTransfer) ?? {}
    // What comes from a table or a letter brings a picture of itself along: its text is what is meant.
    if (!types.includes('Files') || (paste && types.includes('text/plain'))) return
    event.preventDefault()
    if (event.type !== 'dragover') this.refusal = 'files'
  }

  readonly #onStop = (): void => {
    // The button goes with the answer, and the focus must not go with it.
    this.focus()
    this.#thread.value?.stop().catch(this.#tell)
  }

  readonly #tell = (error: ChatError): Promise<void> => tellRefusal(this.#surface.value, this.#words.value)(error)

  protected override updated(changed: PropertyValues): void {
    const { field } = this
    if (!field) return
    if (field.value !== this.text) field.value = this.text
    if (changed.has('text')) growWithText(field)
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    const state = this.#state.value
    if (!words || !state || state.status === 'gone') return nothing
    const { user } = this.#session.value ?? {}
    const closed = closedReason(state, user?.id, this.#surface.value?.readonly)
    if (closed !== null) {
      // What was asked before goes on.
      const stop = this.#running && closed !== 'read-only' ? this.#onStop : null
      const strip = this.#later.value?.closedStrip(this, words, closed, () => this.#restore(), stop)
      // Until it is there, nobody's focus goes with the field.
      if (strip || !this.shadowRoot?.activeElement) return strip ?? nothing
    }
    return html`<div class="dock"><div class="foot">
      <form part="composer" class="composer" @submit=${this.#onSubmit} @paste=${this.#onFiles}>
        <span><slot name="composer-start"></slot></span>
        <textarea part="input" rows="1" dir=${this.text === '' ? nothing : 'auto'} enterkeyhint="send"
          aria-label=${words.text('composer.label')} aria-describedby="note"
          aria-invalid=${this.#excess > 0 ? 'true' : nothing}
          placeholder=${words.text(this.#running ? 'composer.placeholderNext' : 'composer.placeholder')}
          @input=${this.#onInput} @keydown=${this.#onKeyDown}></textarea>
        ${this.#buttons(words)}
      </form>
      <p id="note" class="note xs soft" role=${this.refusal || this.#excess ? 'alert' : nothing}>${this.#note(words)}</p>
    </div></div>`
  }

  get #running(): boolean {
    return (this.#timeline.value?.running ?? null) !== null
  }

  #buttons(words: Localisation): TemplateResult {
    const blank = this.text.trim() === '' || this.#excess > 0
    const stop = html`<button type="button" part="stop" class="btn stop" aria-label=${words.text('composer.stop')}
      title=${words.text('composer.stop')} @click=${this.#onStop}>${icon(stopIcon)}</button>`
    // Not `disabled`: a disabled button drops the focus that it has.
    const send = html`<button type="submit" part="send" class="btn send" aria-label=${words.text('composer.send')}
      title=${words.text('composer.send')} aria-disabled=${blank ? 'true' : 'false'}>${icon(sendIcon)}</button>`
    return html`<span class="buttons">${this.#running ? stop : nothing}${this.#running && blank ? nothing : send}</span>`
  }

  #note(words: Localisation): string {
    if (this.#excess > 0) return words.text('composer.tooLong', { count: this.#excess })
    if (this.refusal && this.refusal !== 'files') return words.error(this.refusal)
    return words.text(this.refusal ? 'composer.noFiles' : 'composer.note')
  }

  #restore(): void {
    const id = this.#thread.value?.id
    if (id) this.#chat.value?.threads.restore(id).catch(this.#tell)
  }
}
