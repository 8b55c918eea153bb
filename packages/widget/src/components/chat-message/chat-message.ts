import type { Chat, ChatSession, Connection, MessageView, ThreadHandle, ThreadState } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { Attempt } from '../../controllers/attempt.ts'
import { LimitClock } from '../../controllers/limit-clock.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import type { ChatEditEndEvent } from '../../events/chat-edit-event.ts'
import { ChatEditQuestionEvent } from '../../events/chat-edit-question-event.ts'
import { ChatLinkEvent } from '../../events/chat-link-event.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { base } from '../../styles/base.ts'
import { citations } from '../../styles/citations.ts'
import { conflict } from '../../styles/conflict.ts'
import { controls } from '../../styles/controls.ts'
import { fold } from '../../styles/fold.ts'
import { message } from '../../styles/message.ts'
import { states } from '../../styles/states.ts'
import { waiting } from '../../styles/waiting.ts'
import { ChatElement } from '../chat-element.ts'
import { exportedParts } from '../exported-parts.ts'
import { answerBody } from './answer-body.ts'
import { isBlank } from './answer-notice.ts'
import { byline } from './byline.ts'
import { deletedLine } from './deleted-line.ts'
import { deliveryState } from './delivery-state.ts'
import { conflictBox, type EditConflict, editConflict } from './edit-conflict.ts'
import type { EditDraft } from './edit-draft.ts'
import { type MessageReader, mayDo } from './message-actions.ts'
import { messageSheet } from './message-sheet.ts'
import { writtenText } from './written-text.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-message': ChatMessage
  }
}

/**
 * One turn of a thread. It follows the one store of its message, so a delta draws nothing else.
 * @slot message-footer - below an answer
 * @csspart message @csspart message-user @csspart message-assistant @csspart message-text @csspart message-error
 */
export class ChatMessage extends ChatElement {
  static override sheets = [base, controls, waiting, fold, citations, message, states, messageSheet]
  static override properties = {
    key: { attribute: false },
    question: { attribute: false },
    grouped: { attribute: false },
    latest: { attribute: false },
    followed: { type: Boolean, reflect: true },
    draft: { state: true },
  }

  /** Key of the message in the thread's timeline. */
  declare key: string
  /** Key of the question that it answers; null where it is not the reader's own. */
  declare question: string | null
  /** Goes on from the message above: its author is not named again. */
  declare grouped: boolean
  /** The last message: its actions are always shown. */
  declare latest: boolean
  /** The next message belongs to it. */
  declare followed: boolean
  /** While it is edited. */
  declare draft: EditDraft | null

  readonly #chat = new ContextConsumer(this, {
    context: chatContext,
    subscribe: true,
    callback: chat => this.#session.follow(chat?.$session ?? null),
  })
  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, {
    context: threadContext,
    subscribe: true,
    callback: thread => this.#state.follow(thread?.$thread ?? null),
  })
  readonly #state = new StoreController<ThreadState>(this)
  readonly #session = new StoreController<ChatSession | null>(this)
  readonly #view = new StoreController<MessageView | null>(this)
  readonly #connection = new StoreController<Connection>(this)
  readonly #limit = new LimitClock(this)
  readonly #attempt = new Attempt(this)

  constructor() {
    super()
    this.key = ''
    this.question = null
    this.grouped = false
    this.latest = false
    this.followed = false
    this.draft = null
  }

  /** Begins to edit it, where the reader may. */
  edit(): void {
    const view = this.#view.value
    if (view && mayDo(this.#reader, 'message.edit', view))
      this.draft = { text: writtenText(view.parts), version: view.version, saved: null }
  }

  protected override willUpdate(): void {
    this.#view.follow(this.key ? (this.#thread.value?.$message(this.key) ?? null) : null)
    const chat: Chat | null | undefined = this.#chat.value
    // Only what waits to be sent cares about the connection.
    this.#connection.follow(this.#view.value?.delivery.state === 'pending' ? (chat?.$connection ?? null) : null)
  }

  get #reader(): MessageReader | null {
    const user = this.#session.value?.user
    const state = this.#state.value
    if (!user || state?.status !== 'open') return null
    const archived = state.thread.archivedAt !== null
    return { userId: user.id, role: state.role, archived, readonly: this.#surface.value?.readonly ?? false }
  }

  protected override render(): TemplateResult | typeof nothing {
    const view = this.#view.value
    const words = this.#words.value
    const thread = this.#thread.value
    if (!view || !words || !thread) return nothing
    if (view.deletedAt !== null) return deletedLine(words, view, this.#isOwn(view))
    return view.role === 'assistant' ? this.#answer(view, words, thread) : this.#question(view, words, thread)
  }

  #isOwn(view: MessageView): boolean {
    return view.role === 'user' && (view.authorId === null || view.authorId === this.#session.value?.user.id)
  }

  #question(view: MessageView, words: Localisation, thread: ThreadHandle): TemplateResult {
    const own = this.#isOwn(view)
    const { delivery } = view
    const text = delivery.state === 'sent' ? writtenText(view.parts) : delivery.text
    const classes = ['message', 'user', own ? '' : 'other', delivery.state === 'pending' ? 'pending' : '']
    const name = own ? words.text('message.you') : (view.authorName ?? words.text('message.someone'))
    const editor = this.draft
      ? html`<chat-message-editor exportparts=${exportedParts} .view=${view} .draft=${this.draft}
          @chat-edit-end=${(event: ChatEditEndEvent) => this.#edited(event.saved)}></chat-message-editor>`
      : null
    const clash = editor ? null : editConflict(view)
    return html`<article class=${classes.filter(Boolean).join(' ')} part="message message-user" aria-label=${name}>
      ${own || this.grouped ? nothing : byline(words, view, null)}
      ${editor ?? (clash ? this.#conflict(words, view, thread, clash) : html`<div class="bubble" part="message-text" dir="auto">${text}</div>`)}
      ${editor || clash ? nothing : this.#below(view, words, thread, own)}
    </article>`
  }

  #below(view: MessageView, words: Localisation, thread: ThreadHandle, own: boolean): TemplateResult {
    const { delivery } = view
    if (delivery.state === 'sent')
      return html`<chat-message-actions exportparts=${exportedParts} .view=${view} .reader=${this.#reader} .quiet=${true}
          .place=${own ? 'question' : 'beside'} @chat-edit=${() => this.edit()}></chat-message-actions>
        ${view.edits > 0 ? html`<span class="edited xs soft">${words.text('message.edited')}</span>` : nothing}`
    const error = delivery.state === 'failed' ? delivery.error : delivery.refusal
    // Of several that wait, the last one says so.
    if (delivery.state === 'pending' && error === null && this.followed) return html``
    return deliveryState({
      words,
      delivery,
      connection: this.#connection.value,
      left: this.#limit.left(error),
      retry: () => this.#leaving(() => thread.retry(view.key)),
      discard: () => this.#leaving(() => thread.discard(view.key)),
    })
  }

  #conflict(words: Localisation, view: MessageView, thread: ThreadHandle, clash: EditConflict): TemplateResult {
    adoptSheets(this.renderRoot as ShadowRoot, conflict)
    return conflictBox(words, clash, {
      keepMine: () => this.#leaving(() => thread.edit(view.key, clash.mine, { version: clash.version })),
      keepSaved: () => this.#leaving(() => thread.discard(view.key)),
      merge: () => {
        this.draft = { text: clash.mine, version: clash.version, saved: clash.saved }
      },
    })
  }

  #answer(view: MessageView, words: Localisation, thread: ThreadHandle): TemplateResult {
    const name = this.#session.value?.project.assistantName ?? words.text('message.assistant')
    const running = view.answer?.state === 'running'
    const { error } = this.#attempt
    // A refusal stands in the answer's place, under the question.
    const refusal = (view.answer?.state === 'blocked' || view.answer?.state === 'failed') && isBlank(view)
    const act = {
      continue: () => this.#leaving(() => this.#attempt.ask(thread.continue(view.key))),
      again: () => this.#leaving(() => this.#attempt.ask(thread.regenerate(view.key))),
      editQuestion:
        this.question === null ? null : () => this.dispatchEvent(new ChatEditQuestionEvent(this.question ?? '')),
      follow: (event: Event, url: string) => {
        if (!this.dispatchEvent(new ChatLinkEvent(url))) event.preventDefault()
      },
    }
    return html`<article class="message assistant" part="message message-assistant" aria-label=${name} aria-busy=${running}>
      ${refusal ? nothing : byline(words, view, name)}
      ${answerBody({ words, view, reader: this.#reader, act })}
      ${error ? html`<p class="state bad" part="message-error" role="alert">${words.error(error.code)}</p>` : nothing}
      <slot name="message-footer"></slot>
      ${
        running
          ? nothing
          : html`<chat-message-actions exportparts=${exportedParts} .view=${view} .reader=${this.#reader} .place=${'answer'}
              .quiet=${!this.latest}></chat-message-actions>`
      }
    </article>`
  }

  /** Does something that takes the pressed control away: the focus goes to where the talk goes on. */
  #leaving(act: () => void): void {
    this.#surface.value?.focusComposer()
    act()
  }

  #edited(saved: boolean): void {
    this.draft = null
    if (saved) this.#surface.value?.focusComposer()
    else void this.updateComplete.then(() => this.renderRoot.querySelector('chat-message-actions')?.focus())
  }
}
