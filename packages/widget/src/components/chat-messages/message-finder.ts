import type { ThreadHandle } from '@chat-view/sdk'
import type { Surface } from '../../context/surface-context.ts'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { MessageList } from './message-list.ts'

/** Milliseconds for which the message stays marked. */
const markedMs = 3_000

/** What it looks at. */
export interface Sight {
  readonly surface: Surface | null | undefined
  readonly thread: ThreadHandle | null | undefined
  readonly words: Localisation | null | undefined
}

/** Brings a message into view that was asked for by its id, and loads what is around it where it is not there (UX4). */
export class MessageFinder {
  readonly #list: MessageList
  readonly #see: () => Sight
  #looking: AbortController | null = null
  /** What it looks for, or looked for last. */
  #wanted: Surface['wanted'] = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #focusTimer: ReturnType<typeof setTimeout> | undefined
  #marked: HTMLElement | null = null

  constructor(list: MessageList, see: () => Sight) {
    this.#list = list
    this.#see = see
  }

  /** To be called after each draw. */
  look(): void {
    const { surface, thread } = this.#see()
    const wanted = surface?.wanted
    if (!wanted || !thread || thread.id !== wanted.thread) return
    if (this.#looking && wanted === this.#wanted) return
    const { status, error } = thread.$timeline.get()
    // After a failure the reader is the one who tries again.
    if (status !== 'ready' || error !== null) return
    this.stop()
    this.#wanted = wanted
    this.#looking = new AbortController()
    const { signal } = this.#looking
    this.#find(thread, wanted.message, signal).catch(() => {
      // Why is in the timeline.
      if (!signal.aborted) this.#looking = null
    })
  }

  stop(): void {
    this.#looking?.abort()
    this.#looking = null
    clearTimeout(this.#timer)
    clearTimeout(this.#focusTimer)
    const marked = this.#marked
    marked?.classList.remove('sought')
    // What cannot take the focus any more would lose it.
    if (marked && deepActiveElement() !== marked) marked.removeAttribute('tabindex')
    this.#marked = null
  }

  async #find(thread: ThreadHandle, id: string, signal: AbortSignal): Promise<void> {
    const key = await thread.loadAround(id, { signal })
    // The list takes what came when it is drawn, which is no later than this.
    const row = key === null ? null : ((await this.#list.reveal(key)) ?? (await this.#list.reveal(key)))
    if (signal.aborted) return
    const { surface, words } = this.#see()
    surface?.found()
    this.#looking = null
    if (row) this.#mark(row)
    else if (words) surface?.tell(words.text('message.missing'))
  }

  #mark(row: HTMLElement): void {
    row.classList.add('sought')
    row.tabIndex = -1
    // A drawer that still covers the conversation lets nothing take the focus; it folds by the next task.
    this.#focusTimer = setTimeout(() => row.focus({ preventScroll: true }))
    this.#marked = row
    this.#timer = setTimeout(() => this.stop(), markedMs)
  }
}
