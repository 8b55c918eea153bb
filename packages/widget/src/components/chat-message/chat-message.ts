import type { ChatSession, MessageView, ThreadHandle, ThreadState } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { citations } from '../../styles/citations.ts'
import { controls } from '../../styles/controls.ts'
import { fold } from '../../styles/fold.ts'
import { message } from '../../styles/message.ts'
import { prose } from '../../styles/prose.ts'
import { states } from '../../styles/states.ts'
import { waiting } from '../../styles/waiting.ts'
import { ChatElement } from '../chat-element.ts'
import { exportedParts } from '../exported-parts.ts'
import { answerBody } from './answer-body.ts'
import { byline } from './byline.ts'
import { deliveryState } from './delivery-state.ts'
import type { MessageReader } from './message-actions.ts'
import { messageSheet } from './message-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-message': ChatMessage
  }
}

/**
 * One turn of a thread. It follows the one store of its message, so a delta draws nothing else.
 * @slot message-footer - below an answer
 * @csspart message @csspart message-user @csspart message-assistant @csspart message-error
 */
export class ChatMessage extends ChatElement {
  static override sheets = [base, controls, prose, waiting, fold, citations, message, states, messageSheet]
  static override properties = {
    key: { attribute: false },
    grouped: { attribute: false },
    latest: { attribute: false },
    editing: { state: true },
  }

  /** Key of the message in the thread's timeline. */
  declare key: string
  /** Goes on from the message above: its author is not named again. */
  declare grouped: boolean
  /** The last message: its actions are always shown. */
  declare latest: boolean
  declare editing: boolean

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

  constructor() {
    super()
    new ContextConsumer(this, {
      context: chatContext,
      subscribe: true,
      callback: chat => this.#session.follow(chat?.$session ?? null),
    })
    this.key = ''
    this.grouped = false
    this.latest = false
    this.editing = false
  }

  protected override willUpdate(): void {
    this.#view.follow(this.key ? (this.#thread.value?.$message(this.key) ?? null) : null)
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
    if (view.deletedAt !== null) return this.#deleted(view, words)
    return view.role === 'assistant' ? this.#answer(view, words, thread) : this.#question(view, words, thread)
  }

  #isOwn(view: MessageView): boolean {
    return view.authorId === null || view.authorId === this.#session.value?.user.id
  }

  #deleted(view: MessageView, words: Localisation): TemplateResult {
    const text = () => {
      if (view.role === 'assistant') return words.text('message.deleted')
      if (this.#isOwn(view)) return words.text('message.deletedByYou')
      return words.text('message.deletedBy', { name: view.authorName ?? words.text('message.someone') })
    }
    return html`<article class="message ${this.#isOwn(view) && view.role === 'user' ? 'user' : ''}" part="message">
      <p class="small soft">${text()}</p>
    </article>`
  }

  #question(view: MessageView, words: Localisation, thread: ThreadHandle): TemplateResult {
    const own = this.#isOwn(view)
    const { delivery } = view
    const text = delivery.state === 'sent' ? textOf(view) : delivery.text
    const classes = ['message', 'user', own ? '' : 'other', delivery.state === 'pending' ? 'pending' : '']
    const actions = html`<chat-message-actions exportparts=${exportedParts} .view=${view} .reader=${this.#reader}
      .quiet=${true} @chat-edit=${() => this.#edit(true)}></chat-message-actions>`
    const editor = html`<chat-message-editor exportparts=${exportedParts} .view=${view}
      @chat-edit-end=${() => this.#edit(false)}></chat-message-editor>`
    return html`<article class=${classes.filter(Boolean).join(' ')} part="message message-user" aria-label=${
      own ? words.text('message.you') : (view.authorName ?? words.text('message.someone'))
    }>
      ${own || this.grouped ? nothing : byline(words, view, null)}
      ${this.editing ? editor : html`<div class="bubble" part="message-text" dir="auto">${text}</div>`}
      ${delivery.state === 'sent' ? (this.editing ? nothing : actions) : deliveryState(words, view, thread)}
    </article>`
  }

  #answer(view: MessageView, words: Localisation, thread: ThreadHandle): TemplateResult {
    const name = this.#session.value?.project.assistantName ?? words.text('message.assistant')
    const running = view.answer?.state === 'running'
    return html`<article class="message assistant" part="message message-assistant" aria-label=${name} aria-busy=${running}>
      ${byline(words, view, name)}
      ${answerBody({ words, view, thread, reader: this.#reader })}
      ${
        running
          ? nothing
          : html`<chat-message-actions exportparts=${exportedParts} .view=${view} .reader=${this.#reader}
              .quiet=${!this.latest}></chat-message-actions>`
      }
      <slot name="message-footer"></slot>
    </article>`
  }

  #edit(editing: boolean): void {
    this.editing = editing
    if (editing) return
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('chat-message-actions')?.focus())
  }
}

const textOf = (view: MessageView): string => view.parts.map(part => (part.kind === 'text' ? part.text : '')).join('')
