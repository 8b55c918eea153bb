import type { ThreadHandle } from '@chat-view/sdk'
import type { LitElement } from 'lit'
import type { PlacedRow } from '../../controllers/long-list/list-span.ts'
import { ListWindow } from '../../controllers/long-list/list-window.ts'
import type { ChatMessage } from '../chat-message/chat-message.ts'

/** How near to the upper edge the first message may come before older ones are asked for, in px. */
const early = 600

/** Kinds of rows: what people write is shorter than what is answered. */
const kinds = { person: 0, answer: 1 }

const messageIn = (row: Element | null): ChatMessage | null => row?.querySelector('chat-message') ?? null

/** The messages of a thread as a list of which only a part is drawn, and loaded as far as one looks (UX4). */
export class MessageList {
  readonly #host: LitElement
  readonly #thread: () => ThreadHandle | null | undefined
  readonly #window: ListWindow
  #filling = false

  /** `ended` is told when its end is left or reached. */
  constructor(host: LitElement, thread: () => ThreadHandle | null | undefined, ended: (atEnd: boolean) => void) {
    this.#host = host
    this.#thread = thread
    this.#window = new ListWindow({
      draw: () => host.requestUpdate(),
      ended,
      looked: () => this.#load(),
      isBusy: row => messageIn(row)?.draft != null,
    })
  }

  /** Goes to the newest message and stays. */
  toEnd(): void {
    this.#window.toEnd()
  }

  /** The messages to draw, by their places among the keys. */
  arrange(keys: readonly string[]): readonly PlacedRow[] {
    const thread = this.#thread()
    return this.#window.arrange(keys, key => kinds[thread?.message(key)?.role === 'assistant' ? 'answer' : 'person'])
  }

  /** To be called after each draw; false: there is no list now. */
  settle(): boolean {
    const scroller = this.#host.renderRoot.querySelector<HTMLElement>('.messages')
    const column = this.#host.renderRoot.querySelector<HTMLElement>('.column')
    // What is drawn once more after it was taken away begins nothing.
    if (!scroller?.isConnected || !column) {
      this.stop()
      return false
    }
    this.#window.settle(scroller, column)
    this.#load()
    return true
  }

  stop(): void {
    this.#window.stop()
  }

  /** Brings a message to the centre of the screen, or just so far that it is there; null: it is not loaded. */
  async reveal(key: string, centre = true): Promise<ChatMessage | null> {
    if (!this.#window.reveal(key, centre)) return null
    await this.#host.updateComplete
    return messageIn(this.#window.rowOf(key))
  }

  /** Puts the focus on the message before or after the one that has it; from elsewhere, on the newest in sight (UX1). */
  async moveFocus(step: -1 | 1): Promise<void> {
    const keys = this.#thread()?.$timeline.get().keys ?? []
    const root = this.#host.shadowRoot
    const from = root?.activeElement?.closest<ChatMessage>('chat-message')?.key
    const at = from === undefined ? -1 : keys.indexOf(from)
    const key = keys[at < 0 ? this.#window.lastInSight : at + step]
    const message = key === undefined ? null : await this.reveal(key, false)
    if (!message) return
    message.tabIndex = -1
    message.focus({ preventScroll: true })
  }

  /** Home and End, to the first message that is loaded and to the newest: what lies between is not measured yet (UX4). */
  readonly keydown = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = event
    const [target] = event.composedPath()
    if (altKey || ctrlKey || metaKey || shiftKey || defaultPrevented || (key !== 'Home' && key !== 'End')) return
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return
    const [first] = this.#thread()?.$timeline.get().keys ?? []
    if (key === 'End') this.toEnd()
    else if (first !== undefined) this.#window.reveal(first, false)
    event.preventDefault()
  }

  /** Draws all that is loaded, as for a printer; `false`: as before. */
  showWhole(whole: boolean): void {
    this.#window.showWhole(whole)
  }

  /** Asks again for what could not be loaded. */
  readonly retry = (): void => {
    const { gap } = this
    if (gap < 0)
      void this.#thread()
        ?.loadOlder()
        .catch(() => {})
    else this.#fill(gap)
  }

  /** The first row on the screen, or a little beyond, before which messages are missing; -1: there is none. */
  get gap(): number {
    const { keys = [], gaps = [] } = this.#thread()?.$timeline.get() ?? {}
    const { first, end } = this.#window.span
    const at = keys.slice(first, end).findIndex(key => gaps.includes(key))
    return at < 0 ? at : first + at
  }

  /** Loads what is missing near the screen. Why it failed is in the timeline, and nothing is tried again by itself. */
  #load(): void {
    const thread = this.#thread()
    if (!thread || !this.#window.isShown) return
    const { hasOlder, loadingOlder, error } = thread.$timeline.get()
    if (error) return
    if (hasOlder && !loadingOlder && this.#window.top < early) thread.loadOlder().catch(() => {})
    const { gap } = this
    if (gap >= 0) this.#fill(gap)
  }

  /** Loads at that side of a gap from which one comes. */
  #fill(row: number): void {
    const thread = this.#thread()
    const key = thread?.$timeline.get().keys[row]
    if (!thread || key === undefined || this.#filling) return
    this.#filling = true
    const side = this.#window.firstInSight < row ? 'newer' : 'older'
    thread.loadGap(key, side).then(
      () => this.#filled(),
      () => this.#filled(),
    )
  }

  #filled(): void {
    this.#filling = false
    this.#host.requestUpdate()
  }
}
