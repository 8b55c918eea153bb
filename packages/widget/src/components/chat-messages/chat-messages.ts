import type { ChatSession, ThreadHandle, ThreadState, Timeline, TypingUser } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { AnswerAnnouncer } from '../../controllers/answer-announcer.ts'
import { ScrollKeeper } from '../../controllers/scroll-keeper.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { latestIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { empty } from '../../styles/empty.ts'
import { marks } from '../../styles/marks.ts'
import { messages } from '../../styles/messages.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { waiting } from '../../styles/waiting.ts'
import { ChatElement } from '../chat-element.ts'
import { exportedParts } from '../exported-parts.ts'
import { emptyState } from './empty-state.ts'
import { goneState } from './gone-state.ts'
import { messageRows } from './message-rows.ts'
import { messagesSheet } from './messages-sheet.ts'
import { ReadMark } from './read-mark.ts'
import { skeletonRows } from './skeleton-rows.ts'
import { typingLine } from './typing-line.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-messages': ChatMessages
  }
}

/**
 * A thread's messages: follows the end only while the reader is there (UX4), loads older ones on the way up.
 * @slot empty - what a new thread shows
 * @slot message-footer - below each answer
 * @csspart messages @csspart jump-latest @csspart typing @csspart prompts @csspart prompt
 */
export class ChatMessages extends ChatElement {
  static override sheets = [base, controls, messages, marks, empty, waiting, skeleton, messagesSheet]
  static override properties = { atEnd: { state: true } }

  declare atEnd: boolean

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
  readonly #announcer = new AnswerAnnouncer(this, () => ({
    words: this.#words.value,
    session: this.#session.value,
    announce: text => this.#surface.value?.announce(text),
  }))
  #keeper: ScrollKeeper | null = null
  #older: IntersectionObserver | null = null
  /** Last key that was there when the end was left: what comes after it is new to the reader. */
  #leftAt: string | undefined

  constructor() {
    super()
    new ContextConsumer(this, {
      context: chatContext,
      subscribe: true,
      callback: chat => this.#session.follow(chat?.$session ?? null),
    })
    this.atEnd = true
  }

  /** Goes to the newest message and stays there. */
  toLatest(): void {
    this.#keeper?.toEnd()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#letGo()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.requestUpdate()
  }

  #enter(thread: ThreadHandle | null): void {
    this.#state.follow(thread?.$thread ?? null)
    this.#timeline.follow(thread?.$timeline ?? null)
    this.#typing.follow(thread?.$typing ?? null)
    this.#read.enter(thread)
    this.#announcer.enter(thread)
    this.#leftAt = undefined
    this.#keeper?.toEnd()
  }

  #letGo(): void {
    this.#keeper?.stop()
    this.#keeper = null
    this.#older?.disconnect()
    this.#older = null
  }

  #watch(scroller: HTMLElement, column: HTMLElement): void {
    this.#letGo()
    const items = () => column.querySelectorAll('chat-message')
    this.#keeper = new ScrollKeeper(scroller, column, items, atEnd => {
      this.atEnd = atEnd
      this.#leftAt = atEnd ? undefined : this.#timeline.value?.keys.at(-1)
    })
    this.#older = new IntersectionObserver(
      ([seen]) => {
        const { hasOlder, loadingOlder } = this.#timeline.value ?? {}
        if (seen?.isIntersecting && hasOlder && !loadingOlder) void this.#thread.value?.loadOlder().catch(() => {})
      },
      { root: scroller, rootMargin: '600px 0px 0px 0px' },
    )
  }

  protected override updated(_: PropertyValues): void {
    const scroller = this.renderRoot.querySelector<HTMLElement>('.messages')
    const column = this.renderRoot.querySelector<HTMLElement>('.column')
    if (!scroller || !column) {
      this.#letGo()
      return
    }
    if (!this.#keeper) this.#watch(scroller, column)
    // Observing anew reports at once: also when a page was not enough to fill the box.
    const top = column.firstElementChild
    this.#older?.disconnect()
    if (top && this.#timeline.value?.hasOlder) this.#older?.observe(top)
    this.#read.look(this.atEnd && (this.#surface.value?.shown ?? true), this.#timeline.value?.keys.at(-1))
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
        <div class="column ${isEmpty ? 'fill' : ''}">
          ${isEmpty ? this.#empty(words, thread) : this.#rows(words, thread, timeline)}
          ${typingLine(words, this.#typing.value ?? [])}
        </div>
      </div>
      ${this.atEnd ? nothing : this.#jump(words, timeline)}`
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
    return emptyState(words, project?.greeting ?? null, prompts, ask)
  }

  #rows(words: Localisation, thread: ThreadHandle, timeline: Timeline): TemplateResult {
    if (timeline.status === 'loading') return skeletonRows(words)
    const rows = messageRows(timeline.keys, key => thread.$message(key).get(), Date.now())
    return html`${timeline.loadingOlder ? skeletonRows(words) : nothing}${repeat(
      rows,
      row => row.key,
      row => html`${
        row.day === null
          ? nothing
          : html`<div class="item between mark" role="separator">${words.day(row.day, Date.now())}</div>`
      }<chat-message class="item ${row.spacing}" exportparts=${exportedParts} .key=${row.key} .grouped=${row.grouped}
          .latest=${row.latest}><slot name="message-footer" slot="message-footer"></slot></chat-message>`,
    )}`
  }

  #jump(words: Localisation, { keys }: Timeline): TemplateResult {
    const left = this.#leftAt === undefined ? -1 : keys.indexOf(this.#leftAt)
    const count = left < 0 ? 0 : keys.length - 1 - left
    return html`<div class="jump"><button type="button" class="jump-latest" part="jump-latest" @click=${() => this.#jumped()}>
      ${icon(latestIcon, { small: true })}${count > 0 ? words.text('jump.new', { count }) : words.text('jump.latest')}
    </button></div>`
  }

  #jumped(): void {
    // The button goes away once the end is reached: its focus goes to the list.
    this.renderRoot.querySelector<HTMLElement>('.messages')?.focus({ preventScroll: true })
    this.toLatest()
  }
}
