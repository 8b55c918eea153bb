import type { ChatSession, ThreadHandle, ThreadState, Timeline, TypingUser } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { AnswerAnnouncer } from '../../controllers/answer-announcer.ts'
import { OnWant } from '../../controllers/on-want.ts'
import { OwnLanguage } from '../../controllers/own-language.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import type { ChatEditQuestionEvent } from '../../events/chat-edit-question-event.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { empty } from '../../styles/empty.ts'
import { marks } from '../../styles/marks.ts'
import { message } from '../../styles/message.ts'
import { messages } from '../../styles/messages.ts'
import { piece } from '../../styles/piece.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { waiting } from '../../styles/waiting.ts'
import { ChatElement } from '../chat-element.ts'
import { loadLater } from '../load-later.ts'
import { askNext } from './ask-next.ts'
import { askPrompt } from './ask-prompt.ts'
import { earlyTrouble } from './early-trouble.ts'
import { emptyState } from './empty-state.ts'
import { findKey } from './find-key.ts'
import { loadAids } from './load-aids.ts'
import { loadFindBar } from './load-find-bar.ts'
import { loadFinder } from './load-finder.ts'
import { messageLines } from './message-lines.ts'
import { MessageList } from './message-list.ts'
import { messagesSheet } from './messages-sheet.ts'
import { ReadMark } from './read-mark.ts'
import { skeletonRows } from './skeleton-rows.ts'
import { takesQuestions } from './takes-questions.ts'
import { UnseenMark } from './unseen-mark.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-messages': ChatMessages
  }
}

/**
 * A thread's messages: follows the end only while the reader is there (UX4), loads older ones on the way up.
 * @tag chat-messages
 * @slot empty - What a new thread shows, in place of the greeting and the prompts.
 * @slot message-footer - Below the newest answer.
 * @csspart messages @csspart jump-latest @csspart typing @csspart prompts @csspart prompt
 * @fires chat-link
 */
export class ChatMessages extends ChatElement {
  static override sheets = [piece, base, controls, messages, message, marks, empty, waiting, skeleton, messagesSheet]
  static override properties = { atEnd: { state: true }, emptyTaken: { state: true } }

  /** @internal */
  declare atEnd: boolean
  /** @internal The page shows something of its own in a new thread. */
  declare emptyTaken: boolean

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #thread = new ContextConsumer(this, {
    context: threadContext,
    subscribe: true,
    callback: thread => this.#enter(thread ?? null),
  })
  readonly #session = new StoreController<ChatSession | null>(this)
  readonly #state = new StoreController<ThreadState>(this)
  readonly #timeline = new StoreController<Timeline>(this)
  readonly #typing = new StoreController<readonly TypingUser[]>(this)
  readonly #read = new ReadMark(this)
  readonly #unseen = new UnseenMark()
  readonly #announcer = new AnswerAnnouncer(this, () => ({
    words: this.#words.value,
    session: this.#session.value,
    surface: this.#surface.value,
  }))
  readonly #list = new MessageList(
    this,
    () => this.#thread.value,
    atEnd => {
      this.atEnd = atEnd
      this.#leftAt = atEnd ? undefined : this.#timeline.value?.keys.at(-1)
    },
  )
  readonly #later = new OnWant(this, () => loadLater(this.#words.value))
  readonly #finder = new OnWant(
    this,
    loadFinder(this.#list, () => [this.#surface.value, this.#thread.value, this.#words.value]),
  )
  readonly #aids = new OnWant(
    this,
    loadAids(this, this.#list, this.#unseen, key => {
      this.#leftAt &&= key
    }),
  )
  readonly #find = new OnWant(
    this,
    loadFindBar(this, () => this.#words.value),
  )
  readonly #findKey = findKey(this.#find, () => this.#surface.value?.tell(this.#words.value?.error('network') ?? null))
  /** Last key that was there when the end was left: what comes after it is new to the reader. */
  #leftAt: string | undefined
  #last: string | undefined

  constructor() {
    super()
    new OwnLanguage(this, () => this.#words.value)
    new ContextConsumer(this, {
      context: chatContext,
      subscribe: true,
      callback: chat => this.#session.follow(chat?.$session ?? null),
    })
    this.atEnd = true
    this.emptyTaken = false
  }

  /** Goes to the newest message and stays. */
  toLatest(): void {
    this.#list.toEnd()
  }

  /** @internal Puts the focus on the message before or after the one that has it. */
  moveFocus(step: -1 | 1): void {
    void this.#list.moveFocus(step)
  }

  /** @internal Opens the search within the thread; false: the browser's own is what is wanted. */
  find(): boolean {
    if ((this.#timeline.value?.keys.length ?? 0) === 0 || !this.#thread.value?.id) return false
    return this.#findKey()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#finder.loaded?.stop()
    this.#list.stop()
  }

  #enter(thread: ThreadHandle | null): void {
    this.#state.follow(thread?.$thread ?? null)
    this.#timeline.follow(thread?.$timeline ?? null)
    this.#typing.follow(thread?.$typing ?? null)
    this.#announcer.enter(thread)
    if (!this.#read.enter(thread)) return
    this.#unseen.enter()
    this.#finder.loaded?.stop()
    this.#find.loaded?.hide()
    this.#leftAt = this.#last = undefined
    this.#list.toEnd()
  }

  get #looking(): boolean {
    return this.atEnd && (this.#surface.value?.shown ?? true) && document.visibilityState === 'visible'
  }

  protected override willUpdate(): void {
    const { keys = [], status } = this.#timeline.value ?? {}
    if (status !== 'ready') return
    const last = keys.at(-1)
    const view = last === undefined ? null : this.#thread.value?.message(last)
    const sent = last !== this.#last && view?.role === 'user' && view.delivery.state === 'pending'
    this.#last = last
    this.#unseen.look(keys, this.#looking, sent)
    // Who has just sent something wants to see it and what is answered.
    if (sent) this.#list.toEnd()
  }

  protected override updated(): void {
    const timeline = this.#timeline.value
    if (!this.#list.settle() || !timeline) return
    if (this.#surface.value?.wanted) this.#finder.value?.look()
    this.#read.look(this.#looking, `${timeline.keys.at(-1)} ${timeline.running}`)
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    const timeline = this.#timeline.value
    const thread = this.#thread.value
    if (!words || !timeline || !thread) return nothing
    if (timeline.status === 'gone')
      return this.#later.value?.goneState(words, timeline.error, () => this.#surface.value?.openThread(null)) ?? nothing
    const isEmpty = timeline.keys.length === 0 && timeline.status !== 'loading'
    return html`${this.#surface.value?.alone ? html`<chat-connection></chat-connection>` : nothing}
      <div class="messages" part="messages" role="log" aria-live="off" tabindex="0" aria-label=${words.text('message.list')}
        aria-busy=${timeline.status === 'loading'} @keydown=${this.#list.keydown}>
        <div class="column ${isEmpty ? 'fill' : ''}" @chat-edit-question=${this.#editQuestion}>
          ${isEmpty ? this.#empty(words, thread) : this.#rows(words, thread, timeline)}
          ${this.#typing.value?.length ? this.#later.value?.typingLine(words, this.#typing.value) : nothing}
        </div>
      </div>
      ${this.#find.loaded?.template(words, thread.id) ?? nothing}
      ${this.atEnd ? nothing : this.#later.value?.jumpPill(words, this.#countNew(timeline), this.#jump)}`
  }

  #empty(words: Localisation, thread: ThreadHandle): TemplateResult {
    const project = this.#session.value?.project
    const surface = this.#surface.value
    const takes = takesQuestions(this.#state.value, this.#session.value, surface)
    const prompts = takes ? (surface?.prompts ?? project?.prompts ?? []) : []
    const ask = (prompt: string) => askPrompt(this.#surface.value, words, thread, prompt)
    const take = (taken: boolean) => {
      this.emptyTaken = taken
    }
    return emptyState({ words, project, prompts, taken: this.emptyTaken, take, ask })
  }

  #rows(words: Localisation, thread: ThreadHandle, timeline: Timeline): TemplateResult {
    if (timeline.status === 'loading') return skeletonRows(words)
    const { keys, loadingOlder, error } = timeline
    // They wait for the first answer, and then stay.
    const marks = keys.length > 1 && timeline.running === null ? this.#aids.value : this.#aids.loaded
    marks?.enter(thread)
    const [session, seen] = [this.#session.value, this.#unseen.after]
    const ask = (prompt: string) => askPrompt(this.#surface.value, words, thread, prompt)
    const retry = this.#list.retry
    const early = this.#later.failed ? earlyTrouble(words, retry) : null
    const trouble = error && (this.#later.value?.olderTrouble(words, error, retry) ?? early)
    const rows = messageLines(this.#list, { words, thread, timeline, session, marks, seen, trouble })
    const next = timeline.running === null && takesQuestions(this.#state.value, session, this.#surface.value)
    return html`${this.#list.gap < 0 ? trouble : nothing}${
      loadingOlder ? skeletonRows(words) : nothing
    }<div class="lines" role="list" aria-label=${words.text('message.list')}>${rows}</div>${next ? askNext(words, thread.message(keys.at(-1) ?? ''), ask) : nothing}`
  }

  #countNew({ keys }: Timeline): number {
    const left = this.#leftAt === undefined ? -1 : keys.lastIndexOf(this.#leftAt)
    return left < 0 ? 0 : keys.length - 1 - left
  }

  readonly #jump = (): void => {
    // The button goes away once the end is reached: its focus goes to the list.
    this.renderRoot.querySelector<HTMLElement>('.messages')?.focus({ preventScroll: true })
    this.toLatest()
  }

  readonly #editQuestion = ({ key }: ChatEditQuestionEvent): void => {
    void this.#list.reveal(key, false).then(question => question?.edit())
  }
}
