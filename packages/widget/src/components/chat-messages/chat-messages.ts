import type { ChatSession, ThreadHandle, ThreadState, Timeline, TypingUser } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { AnswerAnnouncer } from '../../controllers/answer-announcer.ts'
import { ScrollKeeper } from '../../controllers/scroll-keeper.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import type { ChatEditQuestionEvent } from '../../events/chat-edit-question-event.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { empty } from '../../styles/empty.ts'
import { marks } from '../../styles/marks.ts'
import { message } from '../../styles/message.ts'
import { messages } from '../../styles/messages.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { waiting } from '../../styles/waiting.ts'
import { ChatElement } from '../chat-element.ts'
import type { ChatMessage } from '../chat-message/chat-message.ts'
import { exportedParts } from '../exported-parts.ts'
import { emptyState } from './empty-state.ts'
import { goneState } from './gone-state.ts'
import { jumpPill } from './jump-pill.ts'
import { dayMark, newMark } from './list-marks.ts'
import { type MessageRow, messageRows } from './message-rows.ts'
import { messagesSheet } from './messages-sheet.ts'
import { OlderLoader } from './older-loader.ts'
import { olderTrouble } from './older-trouble.ts'
import { ReadMark } from './read-mark.ts'
import { skeletonRows } from './skeleton-rows.ts'
import { typingLine } from './typing-line.ts'
import { UnseenMark } from './unseen-mark.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-messages': ChatMessages
  }
}

/**
 * A thread's messages: follows the end only while the reader is there (UX4), loads older ones on the way up.
 * @slot empty - what a new thread shows
 * @slot message-footer - below the newest answer
 * @csspart messages @csspart jump-latest @csspart typing @csspart prompts @csspart prompt
 */
export class ChatMessages extends ChatElement {
  static override sheets = [base, controls, messages, message, marks, empty, waiting, skeleton, messagesSheet]
  static override properties = { atEnd: { state: true }, emptyTaken: { state: true } }

  declare atEnd: boolean
  /** The page shows something of its own in a new thread. */
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
    announce: text => this.#surface.value?.announce(text),
  }))
  #keeper: ScrollKeeper | null = null
  #older: OlderLoader | null = null
  /** Last key that was there when the end was left: what comes after it is new to the reader. */
  #leftAt: string | undefined
  #last: string | undefined

  constructor() {
    super()
    new ContextConsumer(this, {
      context: chatContext,
      subscribe: true,
      callback: chat => this.#session.follow(chat?.$session ?? null),
    })
    this.atEnd = true
    this.emptyTaken = false
  }

  /** Goes to the newest message and stays there. */
  toLatest(): void {
    this.#keeper?.toEnd()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#letGo()
  }

  #enter(thread: ThreadHandle | null): void {
    this.#state.follow(thread?.$thread ?? null)
    this.#timeline.follow(thread?.$timeline ?? null)
    this.#typing.follow(thread?.$typing ?? null)
    this.#read.enter(thread)
    this.#unseen.enter()
    this.#announcer.enter(thread)
    this.#leftAt = this.#last = undefined
    this.#keeper?.toEnd()
  }

  #letGo(): void {
    this.#keeper?.stop()
    this.#keeper = null
    this.#older?.stop()
    this.#older = null
  }

  readonly #loadOlder = (): void => {
    const { hasOlder, loadingOlder } = this.#timeline.value ?? {}
    // Why it failed is in the timeline.
    if (hasOlder && !loadingOlder) this.#thread.value?.loadOlder().catch(() => {})
  }

  #watch(scroller: HTMLElement, column: HTMLElement): void {
    this.#letGo()
    const items = () => column.querySelectorAll('chat-message')
    this.#keeper = new ScrollKeeper(scroller, column, items, atEnd => {
      this.atEnd = atEnd
      this.#leftAt = atEnd ? undefined : this.#timeline.value?.keys.at(-1)
    })
    this.#older = new OlderLoader(scroller, this.#loadOlder)
  }

  get #looking(): boolean {
    return this.atEnd && (this.#surface.value?.shown ?? true) && document.visibilityState === 'visible'
  }

  protected override willUpdate(): void {
    const { keys = [], status } = this.#timeline.value ?? {}
    if (status !== 'ready') return
    const last = keys.at(-1)
    const view = last === undefined ? null : this.#thread.value?.$message(last).get()
    const sent = last !== this.#last && view?.role === 'user' && view.delivery.state === 'pending'
    this.#last = last
    this.#unseen.look(keys, this.#looking, sent)
    // Who has just sent something wants to see it and what is answered.
    if (sent) this.#keeper?.toEnd()
  }

  protected override updated(): void {
    const scroller = this.renderRoot.querySelector<HTMLElement>('.messages')
    const column = this.renderRoot.querySelector<HTMLElement>('.column')
    const timeline = this.#timeline.value
    if (!scroller || !column || !timeline) {
      this.#letGo()
      return
    }
    if (!this.#keeper?.isOf(scroller)) this.#watch(scroller, column)
    const more = timeline.hasOlder && !timeline.loadingOlder && !timeline.error
    this.#older?.watch(more ? column.firstElementChild : null)
    this.#read.look(this.#looking, `${timeline.keys.at(-1)} ${timeline.running}`)
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    const timeline = this.#timeline.value
    const thread = this.#thread.value
    if (!words || !timeline || !thread) return nothing
    if (timeline.status === 'gone') return goneState(words, timeline.error, () => this.#surface.value?.openThread(null))
    const isEmpty = timeline.keys.length === 0 && timeline.status !== 'loading'
    return html`
      <div class="messages" part="messages" role="log" aria-live="off" tabindex="0" aria-label=${words.text('message.list')}
        aria-busy=${timeline.status === 'loading'}>
        <div class="column ${isEmpty ? 'fill' : ''}" @chat-edit-question=${this.#editQuestion}>
          ${isEmpty ? this.#empty(words, thread) : this.#rows(words, thread, timeline)}
          ${typingLine(words, this.#typing.value ?? [])}
        </div>
      </div>
      ${this.atEnd ? nothing : jumpPill(words, this.#countNew(timeline), this.#jump)}`
  }

  #empty(words: Localisation, thread: ThreadHandle): TemplateResult {
    const project = this.#session.value?.project
    const closed = this.#surface.value?.readonly ?? false
    const prompts = closed ? [] : (this.#surface.value?.prompts ?? project?.prompts ?? [])
    const ask = (prompt: string) => {
      // The prompts go, and the focus goes to where the talk goes on.
      this.#surface.value?.focusComposer()
      thread.send(prompt)
    }
    const take = (taken: boolean) => {
      this.emptyTaken = taken
    }
    return emptyState({ words, greeting: project?.greeting ?? null, prompts, taken: this.emptyTaken, take, ask })
  }

  #rows(words: Localisation, thread: ThreadHandle, timeline: Timeline): TemplateResult {
    if (timeline.status === 'loading') return skeletonRows(words)
    const { keys, loadingOlder, error } = timeline
    const now = Date.now()
    const reader = this.#session.value?.user.id ?? null
    const rows = messageRows(keys, key => thread.$message(key).get(), reader, now)
    const newest = rows.findLast(({ isAnswer }) => isAnswer)
    const unseen = this.#unseen.after === null ? -1 : rows.findIndex(({ key }) => key === this.#unseen.after)
    const line = (row: MessageRow, index: number): TemplateResult => {
      const latest = index === rows.length - 1
      const day = row.day === null ? nothing : dayMark(words, row.day, now)
      const mark = unseen >= 0 && index === unseen + 1 ? newMark(words, rows.length - index) : nothing
      const footer = row === newest ? html`<slot name="message-footer" slot="message-footer"></slot>` : nothing
      const space = mark === nothing ? row.spacing : 'between'
      return html`${day}${mark}<chat-message class="item ${space} ${latest && row.isAnswer ? 'acts' : ''}"
        exportparts=${exportedParts} .key=${row.key} .question=${row.question} .grouped=${row.grouped && mark === nothing}
        .latest=${latest} .followed=${row.followed}>${footer}</chat-message>`
    }
    return html`${error ? olderTrouble(words, error, this.#loadOlder) : nothing}${
      loadingOlder ? skeletonRows(words) : nothing
    }${repeat(rows, row => row.key, line)}`
  }

  #countNew({ keys }: Timeline): number {
    const left = this.#leftAt === undefined ? -1 : keys.indexOf(this.#leftAt)
    return left < 0 ? 0 : keys.length - 1 - left
  }

  readonly #jump = (): void => {
    // The button goes away once the end is reached: its focus goes to the list.
    this.renderRoot.querySelector<HTMLElement>('.messages')?.focus({ preventScroll: true })
    this.toLatest()
  }

  readonly #editQuestion = ({ key }: ChatEditQuestionEvent): void => {
    const all = this.renderRoot.querySelectorAll<ChatMessage>('chat-message')
    const question = [...all].find(element => element.key === key)
    question?.scrollIntoView({ block: 'nearest' })
    question?.edit()
  }
}
