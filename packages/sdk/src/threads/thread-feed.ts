import type { CommandResult, FeedEvent, Page, ServerFrame, ServerFrameOf, ThreadEntry } from '@chat-view/protocol'
import type { WritableAtom } from 'nanostores'
import type { Followed, Topic } from '../connection/subscriptions.ts'
import type { ChatError } from '../errors/chat-error.ts'
import type { OutboxItem } from '../outbox/outbox-item.ts'
import { waitingChanges } from '../outbox/waiting-changes.ts'
import type { ThreadList } from '../stores/thread-list.ts'
import { ThreadListStore } from '../stores/thread-list-store.ts'
import { withWaiting } from '../stores/with-waiting.ts'
import { asError } from './as-error.ts'
import type { ThreadServices } from './thread-services.ts'

/** The user's lists of threads, true from the first look on by way of their feed (RT3). */
export class ThreadFeed implements Topic {
  readonly threads: ThreadListStore
  readonly archived: ThreadListStore
  readonly #services: () => ThreadServices
  #followed: Followed | null = null
  #seq = 0
  #lookedAtArchived = false

  constructor(services: () => ThreadServices, $threads: WritableAtom<ThreadList>, $archived: WritableAtom<ThreadList>) {
    this.#services = services
    const { outbox } = services()
    const shown = (archived: boolean) => (own: readonly ThreadEntry[]) =>
      withWaiting(own, this.#store(!archived).items, waitingChanges(outbox), archived)
    this.threads = new ThreadListStore($threads, false, shown(false))
    this.archived = new ThreadListStore($archived, true, shown(true))
    outbox.$entries.listen(() => {
      this.threads.refresh()
      this.archived.refresh()
    })
  }

  /** Somebody looks at one of the lists. */
  look(archived: boolean): void {
    if (this.#services().closing.aborted) return
    this.#follow()
    if (!archived || this.#lookedAtArchived) return
    this.#lookedAtArchived = true
    // Read before the feed is followed, it would lack what changes between the two.
    if (this.threads.$list.value?.status === 'ready') this.#begin(true)
    else this.archived.loading()
  }

  place(): ReturnType<Topic['place']> {
    return this.#seq > 0 ? { afterSeq: this.#seq } : null
  }

  subscribed({ mode, state, seq, events }: ServerFrameOf<'subscribed'>): void {
    if (mode === 'reload' && state && 'threads' in state) {
      // A server that was restored counts on from an earlier place.
      this.#seq = 0
      this.threads.reset(state.threads)
      // The archived ones were not in that page, and may have changed as well.
      if (this.#lookedAtArchived) this.#begin(true)
    }
    for (const event of events) this.#event(event as FeedEvent)
    this.#seq = Math.max(this.#seq, seq)
  }

  frame(frame: ServerFrame): void {
    if (frame.type === 'event') this.#event(frame.event as FeedEvent)
  }

  refused(error: ChatError): void {
    this.threads.failed(error)
    if (this.#lookedAtArchived) this.archived.failed(error)
  }

  /** Takes what a command has changed, before events tell of it. */
  confirmed({ name, thread }: OutboxItem, result: unknown): void {
    if (name === 'updateThread') this.changed((result as CommandResult<'updateThread'>).thread)
    else if (name === 'deleteThread' && thread) this.gone(thread)
  }

  changed(entry: ThreadEntry): void {
    this.threads.changed(entry)
    this.archived.changed(entry)
  }

  gone(id: string): void {
    this.threads.gone(id)
    this.archived.gone(id)
  }

  /** Reads the lists that somebody looks at from their beginnings. */
  reload(): void {
    for (const archived of [false, true])
      if (this.#store(archived).$list.value?.status === 'ready') this.#begin(archived)
  }

  async loadMore(archived: boolean, signal?: AbortSignal): Promise<void> {
    const { status, loadingMore, hasMore } = this.#store(archived).$list.value ?? {}
    if (loadingMore || status === 'loading' || (status === 'ready' && !hasMore)) return
    await this.#load(archived, signal)
  }

  #store(archived: boolean): ThreadListStore {
    return archived ? this.archived : this.threads
  }

  /** Loads the first page. */
  #begin(archived: boolean): void {
    this.#store(archived).next = null
    // What fails stands in the list itself.
    void this.#load(archived).catch(() => {})
  }

  /** The page that comes next, which is the first where no cursor is known. */
  async #load(archived: boolean, signal?: AbortSignal): Promise<void> {
    const store = this.#store(archived)
    const begun = store.loading()
    const after = store.next ?? undefined
    try {
      const query = { after, ...(archived && { archived }) }
      const page = await this.#services().request<Page<ThreadEntry>>({ path: '/v1/threads', query, signal })
      if (!store.awaits(begun)) return
      if (after) store.append(page)
      else store.reset(page)
    } catch (error) {
      if (store.awaits(begun)) store.failed(asError(error))
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
