import type { MessageView, ThreadHandle } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { MenuController, type MenuItem } from '../../controllers/menu-controller.ts'
import { ChatEditEvent } from '../../events/chat-edit-event.ts'
import { moreIcon, nextIcon, previousIcon } from '../../icons/controls.ts'
import { type Icon, icon } from '../../icons/icon.ts'
import { againIcon, badIcon, copyIcon, editIcon, goodIcon, historyIcon } from '../../icons/messages.ts'
import { deleteIcon } from '../../icons/threads.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { fold } from '../../styles/fold.ts'
import { menu } from '../../styles/menu.ts'
import { message } from '../../styles/message.ts'
import { ChatElement } from '../chat-element.ts'
import { type MessageReader, mayDo } from '../chat-message/message-actions.ts'
import { copyText } from '../chat-streaming-text/copy-text.ts'
import { actionsSheet } from './actions-sheet.ts'
import { earlierVersions } from './earlier-versions.ts'
import { feedbackReasons } from './feedback-reasons.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-message-actions': ChatMessageActions
  }
}

type Panel =
  | { readonly name: 'none' }
  | { readonly name: 'reasons' }
  | { readonly name: 'history'; readonly texts: readonly EarlierText[] }

/** An earlier text of a message, and when it was replaced. */
export interface EarlierText {
  readonly at: number
  readonly text: string
}

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
    copied: { state: true },
    panel: { state: true },
  }

  declare view: MessageView | null
  declare reader: MessageReader | null
  /** Shown only while the message is pointed at or has the focus. */
  declare quiet: boolean
  declare copied: boolean
  declare panel: Panel

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, { context: threadContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #menu = new MenuController(this)
  #copiedTimer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.view = null
    this.reader = null
    this.quiet = false
    this.copied = false
    this.panel = { name: 'none' }
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#copiedTimer)
    this.copied = false
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this
    const words = this.#words.value
    const thread = this.#thread.value
    if (!view || !words || !thread) return nothing
    return html`<div class="message-actions" part="message-actions" role="group" aria-label=${words.text('message.actions')}>
        ${view.role === 'assistant' ? this.#forAnswer(words, view, thread) : this.#forQuestion(words, view)}
        ${this.#more(words, view, thread)}${this.#versions(words, view, thread)}
        ${view.edits > 0 ? html`<span class="xs">${words.text('message.edited')}</span>` : nothing}
      </div>
      ${this.#panelOf(words, view, thread)}${this.#menu.template()}`
  }

  #forQuestion(words: Localisation, view: MessageView): TemplateResult {
    return html`${
      mayDo(this.reader, 'message.edit', view)
        ? this.#button(words.text('message.edit'), editIcon, () => this.dispatchEvent(new ChatEditEvent()))
        : nothing
    }${this.#copy(words, view)}`
  }

  #forAnswer(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult {
    const again = () => {
      // The actions go while the new answer comes.
      this.#surface.value?.focusComposer()
      thread.regenerate(view.key)
    }
    return html`${this.#copy(words, view)}${
      mayDo(this.reader, 'answer.regenerate', view)
        ? this.#button(words.text('message.askAgain'), againIcon, again)
        : nothing
    }${mayDo(this.reader, 'message.feedback', view) ? this.#opinions(words, view, thread) : nothing}`
  }

  #opinions(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult {
    const rating = view.feedback?.rating
    const give = (wanted: 'up' | 'down') => {
      const feedback = rating === wanted ? null : { rating: wanted, reason: null }
      this.panel = feedback?.rating === 'down' ? { name: 'reasons' } : { name: 'none' }
      void thread.feedback(view.key, feedback).catch(() => {})
    }
    return html`${this.#button(words.text('message.good'), goodIcon, () => give('up'), rating === 'up')}
      ${this.#button(words.text('message.bad'), badIcon, () => give('down'), rating === 'down')}`
  }

  #copy(words: Localisation, view: MessageView): TemplateResult {
    const press = () =>
      void copyText(view.parts.map(part => (part.kind === 'text' ? part.text : '')).join('')).then(done => {
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

  #button(label: string, drawing: Icon, press: () => void, pressed?: boolean): TemplateResult {
    return html`<button type="button" class="btn" aria-label=${label} title=${label}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)} @click=${press}>${icon(drawing)}</button>`
  }

  #more(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult | typeof nothing {
    const items: MenuItem[] = []
    if (view.edits > 0 && view.id !== null)
      items.push({
        label: words.text('message.history'),
        drawing: historyIcon,
        choose: () => void this.#showHistory(view, thread),
      })
    if (mayDo(this.reader, 'message.delete', view)) {
      const remove = () => {
        this.#surface.value?.focusComposer()
        void thread.delete(view.key).then(
          () => this.#surface.value?.announce(words.text('announce.messageDeleted')),
          () => {},
        )
      }
      items.push({
        label: words.text('message.delete'),
        drawing: deleteIcon,
        choose: remove,
        bad: true,
        apart: items.length > 0,
      })
    }
    if (items.length === 0) return nothing
    const label = words.text('common.more')
    return html`<button type="button" class="btn" aria-label=${label} title=${label} aria-haspopup="menu" aria-expanded="false"
      @click=${(event: Event) => {
        if (event.currentTarget instanceof HTMLElement) this.#menu.toggle(event.currentTarget, label, items)
      }}>${icon(moreIcon)}</button>`
  }

  #versions(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult | typeof nothing {
    const { shown, count } = view.versions
    if (count < 2) return nothing
    const go = (number: number) => () => {
      if (number < 1 || number > count) return
      void thread.showVersion(view.key, number).then(
        () => this.#surface.value?.announce(words.text('announce.version', { number, total: count })),
        () => {},
      )
    }
    const step = (label: string, drawing: Icon, number: number) =>
      html`<button type="button" class="btn" aria-label=${label} title=${label}
        aria-disabled=${number < 1 || number > count} @click=${go(number)}>${icon(drawing, { small: true })}</button>`
    return html`<span class="versions" part="versions" role="group" aria-label=${words.text('message.version', { number: shown, total: count })}>
      ${step(words.text('message.previousVersion'), previousIcon, shown - 1)}
      <span aria-hidden="true">${words.number(shown)}/${words.number(count)}</span>
      ${step(words.text('message.nextVersion'), nextIcon, shown + 1)}
    </span>`
  }

  async #showHistory(view: MessageView, thread: ThreadHandle): Promise<void> {
    const edits = await thread.edits(view.key).catch(() => [])
    this.panel = { name: 'history', texts: edits.map(({ at, before }) => ({ at, text: before })) }
  }

  #panelOf(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult | typeof nothing {
    const close = () => {
      this.panel = { name: 'none' }
      this.focus()
    }
    if (this.panel.name === 'history') return earlierVersions(words, this.panel.texts, close)
    if (this.panel.name === 'none') return nothing
    const choose = (reason: string) => {
      void thread.feedback(view.key, { rating: 'down', reason }).then(
        () => this.#surface.value?.announce(words.text('message.thanks')),
        () => {},
      )
      close()
    }
    return feedbackReasons(words, choose, close)
  }
}
