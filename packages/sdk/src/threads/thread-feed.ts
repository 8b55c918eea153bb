import type { FeedEvent, Page, ServerFrame, ServerFrameOf, ThreadEntry } from '@chat-view/protocol'
import { onStart } from 'nanostores'
import type { Followed, Topic } from '../connection/subscriptions.ts'
import { ChatError } from '../errors/chat-error.ts'
import { ThreadListStore } from '../stores/thread-list-store.ts'
import type { ThreadServices } from './thread-services.ts'

/** The user's lists of threads, true from the first look on by way of their feed (RT3). */
export class ThreadFeed implements Topic {
  readonly threads = new ThreadListStore(false)
  readonly archived = new ThreadListStore(true)
  readonly #services: () => ThreadServices
  #followed: Followed | null = null
  #seq = 0

  constructor(services: () => ThreadServices) {
    this.#services = services
    onStart(this.threads.$list, () => this.#follow())
    onStart(this.archived.$list, () => {
      if (this.#services().closing.aborted) return
      this.#follow()
      if (this.archived.$list.value?.status === 'idle') void this.loadMore(true).catch(() => {})
    })
  }

  place(): ReturnType<Topic['place']> {
    return this.#seq > 0 ? { afterSeq: this.#seq } : null
  }

  subscribed({ mode, state, seq, events }: ServerFrameOf<'subscribed'>): void {
    if (mode === 'reload' && state && 'threads' in state) {
      this.threads.reset(state.threads)
      // The archived ones were not in that page, and may have changed as well.
      if (this.archived.$list.value?.status === 'ready') {
        this.archived.next = null
        void this.#load(true).catch(() => {})
      }
    }
    for (const event of events) this.#event(event as FeedEvent)
    this.#seq = Math.max(this.#seq, seq)
  }

  frame(frame: ServerFrame): void {
    if (frame.type === 'event') this.#event(frame.event as FeedEvent)
  }

  refused(error: ChatError): void {
    this.threads.failed(error)
  }

  /** An entry as a command answered with it. */
  changed(entry: ThreadEntry): void {
    this.threads.changed(entry)
    this.archived.changed(entry)
  }

  gone(id: string): void {
    this.threads.gone(id)
    this.archived.gone(id)
  }

  async loadMore(archived: boolean, signal?: AbortSignal): Promise<void> {
    const store = archived ? this.archived : this.threads
    const { status, loadingMore, hasMore } = store.$list.value ?? {}
    if (loadingMore || status === 'loading' || (status === 'ready' && !hasMore)) return
    await this.#load(archived, signal)
  }

  /** The page that comes next, which is the first where no cursor is known. */
  async #load(archived: boolean, signal?: AbortSignal): Promise<void> {
    const store = archived ? this.archived : this.threads
    store.loading()
    const after = store.next ?? undefined
    try {
      const query = { after, ...(archived && { archived }) }
      const page = await this.#services().request<Page<ThreadEntry>>({ path: '/v1/threads', query, signal })
      if (after) store.append(page)
      else store.reset(page)
    } catch (error) {
      store.failed(error instanceof ChatError ? error : new ChatError('internal', { cause: error }))
      throw error
    }
  }

  /** Another user is here (SE1). */
  clear(): void {
    this.#seq = 0
    this.threads.clear()
    this.archived.clear()
  }

  #follow(): void {
    if (this.#followed) return
    const { connector, subscriptions, closing } = this.#services()
    if (closing.aborted) return
    this.threads.loading()
    this.#followed = subscriptions.follow({ feed: true }, this)
    connector.start()
  }

  #event(event: FeedEvent): void {
    if (event.type === 'thread.changed') this.changed(event.thread)
    else if (event.type === 'thread.gone') this.gone(event.threadId)
    this.#seq = Math.max(this.#seq, event.seq)
  }
}
