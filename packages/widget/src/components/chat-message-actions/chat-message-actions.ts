import { type MessageView, type ThreadHandle, textOfParts } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { Attempt } from '../../controllers/attempt.ts'
import { MenuController, type MenuItem } from '../../controllers/menu-controller.ts'
import { ChatEditEvent } from '../../events/chat-edit-event.ts'
import { moreIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { againIcon, badIcon, copyIcon, editIcon, goodIcon, historyIcon } from '../../icons/messages.ts'
import { deleteIcon } from '../../icons/threads.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { fold } from '../../styles/fold.ts'
import { menu } from '../../styles/menu.ts'
import { message } from '../../styles/message.ts'
import type { ChatDialog } from '../chat-dialog/chat-dialog.ts'
import { ChatElement } from '../chat-element.ts'
import { type MessageReader, mayDo } from '../chat-message/message-actions.ts'
import { writtenText } from '../chat-message/written-text.ts'
import { copyText } from '../chat-streaming-text/copy-text.ts'
import { actionButton } from './action-button.ts'
import { actionsSheet } from './actions-sheet.ts'
import type { EarlierText } from './earlier-text.ts'
import { earlierVersions } from './earlier-versions.ts'
import { feedbackReasons } from './feedback-reasons.ts'
import { versionsPager } from './versions-pager.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-message-actions': ChatMessageActions
  }
}

type Panel =
  | { readonly name: 'none' }
  | { readonly name: 'reasons' }
  | { readonly name: 'history'; readonly texts: readonly EarlierText[] }

const copiedMs = 2_000

/**
 * What can be done with one message, as far as the reader may (CV2, CV9).
 * @fires chat-edit
 * @csspart message-actions @csspart versions @csspart copy
 */
export class ChatMessageActions extends ChatElement {
  static override sheets = [base, controls, menu, fold, message, actionsSheet]
  static override properties = {
    view: { attribute: false },
    reader: { attribute: false },
    quiet: { type: Boolean, reflect: true },
    place: { reflect: true },
    copied: { state: true },
    panel: { state: true },
    confirming: { state: true },
  }

  declare view: MessageView | null
  declare reader: MessageReader | null
  /** Shown only while the message is pointed at or has the focus. */
  declare quiet: boolean
  /** Below an answer, below one's own question, or beside another person's message. */
  declare place: 'answer' | 'question' | 'beside'
  declare copied: boolean
  declare panel: Panel
  declare confirming: boolean

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, { context: threadContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #menu = new MenuController(this)
  readonly #attempt = new Attempt(this)
  #copiedTimer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.view = null
    this.reader = null
    this.quiet = false
    this.place = 'answer'
    this.copied = false
    this.panel = { name: 'none' }
    this.confirming = false
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#copiedTimer)
    this.copied = false
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('panel')) return
    // What is open takes room of its own, and the actions stand above it.
    this.toggleAttribute('open', this.panel.name !== 'none')
    if (this.panel.name === 'history') this.renderRoot.querySelector<HTMLElement>('.list')?.focus()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this
    const words = this.#words.value
    const thread = this.#thread.value
    if (!view || !words || !thread) return nothing
    const { error } = this.#attempt
    return html`<div class="message-actions" part="message-actions" role="group" aria-label=${words.text('message.actions')}>
        ${view.role === 'assistant' ? this.#forAnswer(words, view, thread) : this.#forQuestion(words, view)}
        ${this.#more(words, view, thread)}${versionsPager(words, view.versions, number => void this.#show(view, thread, number))}
      </div>
      ${error ? html`<p class="trouble" part="message-error" role="alert">${words.error(error.code)}</p>` : nothing}
      ${this.#panelOf(words, view, thread)}${this.#menu.template()}
      ${this.confirming ? html`<chat-dialog></chat-dialog>` : nothing}`
  }

  #forQuestion(words: Localisation, view: MessageView): TemplateResult {
    const edit = () => this.dispatchEvent(new ChatEditEvent())
    return html`${
      mayDo(this.reader, 'message.edit', view) ? actionButton(words.text('message.edit'), editIcon, edit) : nothing
    }${this.#copy(words, view)}`
  }

  #forAnswer(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult | typeof nothing {
    // What holds nothing says so itself, and offers what can be done.
    if (textOfParts(view.parts).trim() === '') return nothing
    const again = () => {
      // The actions go while the new answer comes.
      this.#surface.value?.focusComposer()
      this.#attempt.ask(thread.regenerate(view.key))
    }
    return html`${this.#copy(words, view)}${
      mayDo(this.reader, 'answer.regenerate', view)
        ? actionButton(words.text('message.askAgain'), againIcon, again)
        : nothing
    }${mayDo(this.reader, 'message.feedback', view) ? this.#opinions(words, view, thread) : nothing}`
  }

  #opinions(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult {
    const rating = view.feedback?.rating
    const give = (wanted: 'up' | 'down') => {
      const feedback = rating === wanted ? null : { rating: wanted, reason: null }
      this.panel = { name: feedback?.rating === 'down' ? 'reasons' : 'none' }
      void this.#attempt.run(thread.feedback(view.key, feedback))
    }
    return html`${actionButton(words.text('message.good'), goodIcon, () => give('up'), rating === 'up')}
      ${actionButton(words.text('message.bad'), badIcon, () => give('down'), rating === 'down')}`
  }

  #copy(words: Localisation, view: MessageView): TemplateResult {
    const press = () =>
      void copyText(writtenText(view.parts)).then(done => {
        if (!done || !this.isConnected) return
        this.copied = true
        this.#surface.value?.announce(words.text('common.copied'))
        clearTimeout(this.#copiedTimer)
        this.#copiedTimer = setTimeout(() => {
          this.copied = false
        }, copiedMs)
      })
    const label = words.text(this.copied ? 'common.copied' : 'common.copy')
    return html`<button type="button" class="btn" part="copy" aria-label=${label} title=${label} @click=${press}>${icon(copyIcon)}</button>`
  }

  #more(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult | typeof nothing {
    const items: MenuItem[] = []
    if (view.edits > 0 && view.id !== null) {
      const choose = () => void this.#showHistory(view, thread)
      items.push({ label: words.text('message.history'), drawing: historyIcon, choose })
    }
    if (mayDo(this.reader, 'message.delete', view)) {
      const choose = () => void this.#delete(words, view, thread)
      const apart = items.length > 0
      items.push({ label: words.text('message.delete'), drawing: deleteIcon, choose, bad: true, apart })
    }
    if (items.length === 0) return nothing
    const label = words.text('common.more')
    return html`<button type="button" class="btn more" aria-label=${label} title=${label} aria-haspopup="menu" aria-expanded="false"
      @click=${(event: Event) => {
        if (event.currentTarget instanceof HTMLElement) this.#menu.toggle(event.currentTarget, label, items)
      }}>${icon(moreIcon)}</button>`
  }

  async #delete(words: Localisation, view: MessageView, thread: ThreadHandle): Promise<void> {
    this.confirming = true
    await this.updateComplete
    const sure = await this.renderRoot.querySelector<ChatDialog>('chat-dialog')?.ask({
      title: words.text('message.deleteTitle'),
      text: words.text('message.deleteText'),
      yes: words.text('message.delete'),
      no: words.text('common.cancel'),
    })
    this.confirming = false
    if (!sure) {
      this.renderRoot.querySelector<HTMLElement>('.more')?.focus()
      return
    }
    // The actions go with the message.
    this.#surface.value?.focusComposer()
    if (await this.#attempt.run(thread.delete(view.key)))
      this.#surface.value?.announce(words.text('announce.messageDeleted'))
  }

  async #show(view: MessageView, thread: ThreadHandle, number: number): Promise<void> {
    const shown = await this.#attempt.run(thread.showVersion(view.key, number))
    const total = view.versions.count
    if (shown) this.#surface.value?.announce(this.#words.value?.text('announce.version', { number, total }) ?? '')
  }

  async #showHistory(view: MessageView, thread: ThreadHandle): Promise<void> {
    const edits = thread.edits(view.key)
    if (!(await this.#attempt.run(edits))) return
    let written = view.createdAt
    const texts = (await edits).map(({ at, before }) => {
      const earlier = { at: written, text: before }
      written = at
      return earlier
    })
    this.panel = { name: 'history', texts }
  }

  #panelOf(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult | typeof nothing {
    const close = () => {
      this.panel = { name: 'none' }
      this.focus()
    }
    if (this.panel.name === 'history') return earlierVersions(words, this.panel.texts, close)
    if (this.panel.name === 'none') return nothing
    const choose = async (reason: string) => {
      close()
      const done = await this.#attempt.run(thread.feedback(view.key, { rating: 'down', reason }))
      if (done) this.#surface.value?.announce(words.text('message.thanks'))
    }
    return feedbackReasons(words, reason => void choose(reason), close)
  }
}
