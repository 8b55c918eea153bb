import { type Feedback, type MessageView, type ThreadHandle, textOfParts } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { Attempt } from '../../controllers/attempt.ts'
import { MenuController } from '../../controllers/menu-controller.ts'
import { OnWant } from '../../controllers/on-want.ts'
import { RestDrawing } from '../../controllers/rest-drawing.ts'
import { ChatEditEvent } from '../../events/chat-edit-event.ts'
import { moreIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { againIcon, badIcon, copyIcon, editIcon, goodIcon } from '../../icons/messages.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { fold } from '../../styles/fold.ts'
import { menu } from '../../styles/menu.ts'
import { message } from '../../styles/message.ts'
import { messageActs } from '../../styles/message-acts.ts'
import { askQuestion } from '../chat-dialog/ask-question.ts'
import { ChatElement } from '../chat-element.ts'
import { loadTrouble } from '../chat-message/load-trouble.ts'
import { type MessageReader, mayDo } from '../chat-message/message-actions.ts'
import { writtenText } from '../chat-message/written-text.ts'
import { ReopenedEdit } from '../chat-message-editor/reopened-edit.ts'
import { actionButton } from './action-button.ts'
import type { ActionPanel } from './action-panels.ts'
import { actionsSheet } from './actions-sheet.ts'
import { CopiedMark } from './copied-mark.ts'
import { deleteQuestion } from './delete-question.ts'
import { earlierTexts } from './earlier-text.ts'
import { messageMenu } from './message-menu.ts'
import { seeVersion } from './see-version.ts'
import { versionsPager } from './versions-pager.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-message-actions': ChatMessageActions
  }
}

/**
 * What can be done with one message, as far as the reader may (CV2, CV9).
 * @fires chat-edit
 * @fires chat-version
 * @csspart message-actions @csspart versions @csspart copy
 */
export class ChatMessageActions extends ChatElement {
  static override sheets = [base, controls, menu, fold, message, messageActs, actionsSheet]
  static override properties = {
    view: { attribute: false },
    reader: { attribute: false },
    quiet: { type: Boolean, reflect: true },
    place: { reflect: true },
    panel: { state: true },
  }

  declare view: MessageView | null
  declare reader: MessageReader | null
  /** Shown only while the message is pointed at or has the focus. */
  declare quiet: boolean
  /** Below an answer, below one's own question, or beside another person's message. */
  declare place: 'answer' | 'question' | 'beside'
  declare panel: ActionPanel

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, { context: threadContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #menu = new MenuController(this)
  readonly #attempt = new Attempt(this)
  readonly #rest = new RestDrawing(this)
  readonly #copied = new CopiedMark(this, () =>
    this.#surface.value?.announce(this.#words.value?.text('common.copied') ?? ''),
  )
  readonly #trouble = new OnWant(
    this,
    loadTrouble(() => this.#words.value),
  )
  #panels: typeof import('./action-panels.ts') | null = null

  constructor() {
    super()
    this.view = null
    this.reader = null
    this.quiet = false
    this.place = 'answer'
    this.panel = { name: 'none' }
    new ReopenedEdit(this)
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus()
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
        ${this.#canWait(view) ? nothing : this.#all(words, view, thread)}
      </div>
      ${error ? html`<p class="trouble" part="message-error" role="alert">${(error.quota && this.#trouble.value?.(words).quota(error)) || words.error(error.code)}</p>` : nothing}
      ${this.#panelOf(words, view, thread)}${this.#menu.template()}`
  }

  /** While one scrolls, what takes the same room without its buttons gets them when it is over. */
  #canWait({ versions }: MessageView): boolean {
    return this.quiet && !this.#rest.due && versions.count < 2
  }

  #all(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult {
    return html`${view.role === 'assistant' ? this.#forAnswer(words, view, thread) : this.#forQuestion(words, view)}
        ${this.#more(words, view, thread)}${versionsPager(words, view.versions, number => void this.#show(view, thread, number))}`
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
    const { rating } = view.feedback ?? {}
    const give = (wanted: 'up' | 'down') => {
      // Pressed again, the reason is asked again, and the way back is beside it.
      if (wanted === 'down') void this.#open({ name: 'reasons' })
      else this.panel = { name: 'none' }
      if (rating === 'down' && wanted === 'down') return
      const feedback = rating === wanted ? null : { rating: wanted, reason: null }
      void this.#attempt.run(thread.feedback(view.key, feedback))
    }
    return html`${actionButton(words.text('message.good'), goodIcon, () => give('up'), rating === 'up')}
      ${actionButton(words.text('message.bad'), badIcon, () => give('down'), rating === 'down')}`
  }

  #copy(words: Localisation, view: MessageView): TemplateResult {
    const press = () => void this.#copied.copy(writtenText(view.parts))
    const label = words.text(this.#copied.shown ? 'common.copied' : 'common.copy')
    return html`<button type="button" class="btn" part="copy" aria-label=${label} title=${label} @click=${press}>${icon(copyIcon)}</button>`
  }

  #more(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult | typeof nothing {
    // Made anew when it is opened: what it says and offers may have come since.
    const items = () =>
      messageMenu({
        element: this,
        words,
        surface: this.#surface.value,
        thread,
        view,
        reader: this.reader,
        showHistory: () => void this.#showHistory(view, thread),
        remove: () => void this.#delete(words, view, thread),
      })
    if (items().length === 0) return nothing
    const label = words.text('common.more')
    return html`<button type="button" class="btn more" aria-label=${label} title=${label} aria-haspopup="menu" aria-expanded="false"
      @click=${(event: Event) => {
        if (event.currentTarget instanceof HTMLElement) this.#menu.toggle(event.currentTarget, label, items())
      }}>${icon(moreIcon)}</button>`
  }

  async #delete(words: Localisation, view: MessageView, thread: ThreadHandle): Promise<void> {
    const root = this.shadowRoot
    if (!root) return
    let sure = false
    const question = askQuestion(root, deleteQuestion(words))
    await this.#attempt.run(
      question.then(yes => {
        sure = yes
      }),
    )
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
    const chooses = mayDo(this.reader, 'answer.showVersion', view)
    const asked = chooses ? thread.showVersion(view.key, number) : seeVersion(this, thread, view, number)
    const shown = await this.#attempt.run(asked)
    const total = view.versions.count
    if (shown) this.#surface.value?.announce(this.#words.value?.text('announce.version', { number, total }) ?? '')
  }

  async #showHistory(view: MessageView, thread: ThreadHandle): Promise<void> {
    const edits = thread.edits(view.key)
    if (!(await this.#attempt.run(edits))) return
    await this.#open({ name: 'history', texts: earlierTexts(await edits, view.createdAt) })
  }

  /** Without its code nothing opens; the next press tries again. */
  async #open(panel: ActionPanel): Promise<void> {
    this.#panels ??= await import('./action-panels.ts').catch(() => null)
    this.panel = panel
  }

  #panelOf(words: Localisation, view: MessageView, thread: ThreadHandle): TemplateResult | typeof nothing {
    const close = () => {
      this.panel = { name: 'none' }
      this.focus()
    }
    if (this.panel.name === 'none' || !this.#panels) return nothing
    const { earlierVersions, feedbackReasons } = this.#panels
    if (this.panel.name === 'history') return earlierVersions(words, this.panel.texts, close)
    const give = async (feedback: Feedback | null) => {
      close()
      const done = await this.#attempt.run(thread.feedback(view.key, feedback))
      if (done && feedback) this.#surface.value?.announce(words.text('message.thanks'))
    }
    return feedbackReasons(words, {
      chosen: view.feedback?.reason ?? null,
      choose: reason => void give({ rating: 'down', reason }),
      takeBack: () => void give(null),
      close,
    })
  }
}
