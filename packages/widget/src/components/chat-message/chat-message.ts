import type { Chat, ChatSession, Connection, MessageView, ThreadHandle, ThreadState } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { Attempt } from '../../controllers/attempt.ts'
import { DelayController } from '../../controllers/delay-controller.ts'
import { LimitClock } from '../../controllers/limit-clock.ts'
import { OnWant } from '../../controllers/on-want.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import type { ChatEditEndEvent, ChatEditEvent } from '../../events/chat-edit-event.ts'
import { ChatEditQuestionEvent } from '../../events/chat-edit-question-event.ts'
import { ChatLinkEvent } from '../../events/chat-link-event.ts'
import type { ChatVersionEvent } from '../../events/chat-version-event.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { message } from '../../styles/message.ts'
import { waiting } from '../../styles/waiting.ts'
import { ChatElement } from '../chat-element.ts'
import { isLaterLoaded, loadLater } from '../load-later.ts'
import { answerBody } from './answer-body.ts'
import { isBlank, wantsMore, wantsStep } from './answer-ending.ts'
import { byline } from './byline.ts'
import { deliveryState } from './delivery-state.ts'
import type { EditDraft } from './edit-draft.ts'
import { laterElements } from './later-elements.ts'
import { type MessageReader, mayDo } from './message-actions.ts'
import { messageSheet } from './message-sheet.ts'
import { sendAgain } from './send-again.ts'
import type { TroubleWords } from './trouble-words.ts'
import { type SeenVersion, viewOfVersion } from './view-of-version.ts'
import { textOf } from './written-text.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-message': ChatMessage
  }
}

/** In milliseconds. */
const slowAfter = 3_000

/**
 * One turn of a thread. It follows the one store of its message, so a delta draws nothing else.
 * @slot message-footer - below an answer
 * @csspart message @csspart message-user @csspart message-assistant @csspart message-text @csspart message-error
 */
export class ChatMessage extends ChatElement {
  static override sheets = [base, controls, waiting, message, messageSheet]
  static override properties = {
    key: { attribute: false },
    question: { attribute: false },
    grouped: { attribute: false },
    latest: { attribute: false },
    followed: { type: Boolean, reflect: true },
    draft: { state: true },
    seen: { state: true },
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
  /** Another answer than the one that all see. */
  declare seen: SeenVersion | null

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
  readonly #later = new OnWant(this, () => loadLater(this.#words.value))
  /** One waits for the first words for so long that more than that it thinks wants to be said. */
  readonly #slow = new DelayController(this, slowAfter)

  constructor() {
    super()
    this.key = ''
    this.question = null
    this.grouped = false
    this.latest = false
    this.followed = false
    this.draft = null
    this.seen = null
  }

  /** Begins to edit it, or goes on, where the reader may. */
  edit(draft: EditDraft | null = null): void {
    const view = this.#view.value
    if (!view || !mayDo(this.#reader, 'message.edit', view)) return
    this.draft = draft ?? { text: textOf(view), version: view.version, saved: null }
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
    if (view.deletedAt !== null) return this.#later.value?.deletedLine(words, view, this.#isOwn(view)) ?? nothing
    return view.role === 'assistant' ? this.#answer(view, words, thread) : this.#question(view, words, thread)
  }

  /** More words for what went wrong, once they are there. */
  #more(words: Localisation): TroubleWords | null {
    return this.#later.value?.troubleWords(words) ?? null
  }

  #isOwn(view: MessageView): boolean {
    return view.role === 'user' && (view.authorId === null || view.authorId === this.#session.value?.user.id)
  }

  #question(view: MessageView, words: Localisation, thread: ThreadHandle): TemplateResult {
    const own = this.#isOwn(view)
    const { delivery } = view
    const classes = ['message', 'user', own ? '' : 'other', delivery.state === 'pending' ? 'pending' : '']
    const name = own ? words.text('message.you') : (view.authorName ?? words.text('message.someone'))
    const draft = this.draft && (isLaterLoaded() || this.#later.value) ? this.draft : null
    const editor = draft
      ? html`<chat-message-editor .view=${view} .draft=${draft}
          @chat-edit-end=${(event: ChatEditEndEvent) => this.#edited(event.saved)}></chat-message-editor>`
      : null
    const refused = !editor && delivery.state === 'failed' && delivery.command === 'edit'
    const leaving = (act: () => void) => this.#leaving(act)
    const edit = (draft: EditDraft) => this.edit(draft)
    const clash = refused
      ? this.#later.value?.messageConflict(view, { host: this, words, thread, leaving, edit })
      : null
    return html`<article class=${classes.filter(Boolean).join(' ')} part="message message-user" aria-label=${name}>
      ${own || this.grouped ? nothing : byline(words, view, null)}
      ${editor ?? clash ?? html`<div class="bubble" part="message-text" dir="auto" title=${words.timestamp(view.createdAt)}>${textOf(view)}</div>`}
      ${editor || clash ? nothing : this.#below(view, words, thread, own)}
    </article>`
  }

  #below(view: MessageView, words: Localisation, thread: ThreadHandle, own: boolean): TemplateResult {
    const { delivery } = view
    if (delivery.state === 'sent')
      return html`<chat-message-actions .view=${view} .reader=${this.#reader} .quiet=${true}
          .place=${own ? 'question' : 'beside'} @chat-edit=${({ draft }: ChatEditEvent) => this.edit(draft)}></chat-message-actions>
        ${view.edits > 0 ? html`<span class="edited xs soft">${words.text('message.edited')}</span>` : nothing}`
    const error = delivery.state === 'failed' ? delivery.error : delivery.refusal
    // Of several that wait, the last one says so.
    if (delivery.state === 'pending' && error === null && this.followed) return html``
    const shown = {
      words,
      delivery,
      connection: this.#connection.value,
      left: this.#limit.left(error),
      trouble: error ? this.#more(words) : null,
      retry: () => this.#leaving(() => sendAgain(thread, view)),
      discard: () => this.#leaving(() => thread.discard(view.key)),
    }
    const later = error ? this.#later.value : null
    later?.dressMessage(this)
    return deliveryState(shown, later)
  }

  #answer(message: MessageView, words: Localisation, thread: ThreadHandle): TemplateResult {
    const view = viewOfVersion(message, this.seen)
    // What can be done with an answer is done with the one that all see.
    const reader = view === message ? this.#reader : null
    const see = ({ version }: ChatVersionEvent) => {
      this.seen = { version, besides: message.answer?.generation }
    }
    const name = this.#session.value?.project.assistantName ?? words.text('message.assistant')
    const { state } = view.answer ?? {}
    const running = state === 'running'
    const { error } = this.#attempt
    const trouble = error || (!running && state !== 'done') ? this.#more(words) : null
    this.#slow.running = view.answer?.state === 'running' && view.answer.activity === 'thinking'
    if (this.#slow.over || wantsStep(view)) laterElements.step()
    const later = error || wantsMore(view) ? this.#later.value : null
    later?.dressMessage(this)
    if (view.parts.some(({ kind }) => kind === 'tool')) laterElements.tool()
    // A refusal stands in the answer's place, under the question.
    const refusal = (state === 'blocked' || state === 'failed') && isBlank(view)
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
      ${answerBody({ words, view, reader, trouble, act, later })}
      ${(error && later?.refusedAttempt(words, error, this.#limit.left(error), trouble)) ?? nothing}
      <slot name="message-footer"></slot>
      ${
        running
          ? nothing
          : html`<chat-message-actions .view=${view} .reader=${reader} .place=${'answer'}
              .quiet=${!this.latest} @chat-version=${see}></chat-message-actions>`
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
