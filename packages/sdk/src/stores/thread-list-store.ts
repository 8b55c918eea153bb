import type { Page, ThreadEntry } from '@chat-view/protocol'
import type { WritableAtom } from 'nanostores'
import type { ChatError } from '../errors/chat-error.ts'
import { sameItems } from '../same-items.ts'
import { arrangeEntries, placeEntry } from './arrange-entries.ts'
import { noThreads, type ThreadList } from './thread-list.ts'

/** What was told of threads since a page was asked for, by id; null: it has left the list. */
type PageOnItsWay = Map<string, ThreadEntry | null>

/** Publishes one list of threads: the archived ones, or the others. */
export class ThreadListStore {
  readonly $list: WritableAtom<ThreadList>
  /** As the server has them. */
  items: readonly ThreadEntry[] = []
  readonly #archived: boolean
  readonly #shown: (items: readonly ThreadEntry[]) => readonly ThreadEntry[]
  /** Cursor to the next page. */
  next: string | null = null
  /** The thread, as it was then, that `next` follows; undefined where nothing does. */
  #end: ThreadEntry | undefined
  /** Null while no page is on its way. */
  #meanwhile: PageOnItsWay | null = null

  /** `shown` says what of the server's threads is shown. */
  constructor(
    $list: WritableAtom<ThreadList>,
    archived: boolean,
    shown: (items: readonly ThreadEntry[]) => readonly ThreadEntry[],
  ) {
    this.$list = $list
    this.#archived = archived
    this.#shown = shown
  }

  loading(): PageOnItsWay {
    const list = this.$list.value ?? noThreads
    this.#set(list.status === 'ready' ? { loadingMore: true, error: null } : { status: 'loading', error: null })
    this.#meanwhile = new Map()
    return this.#meanwhile
  }

  /** Is this the page that the list waits for? Not any more where a fresh list, or another user, came meanwhile. */
  awaits(page: PageOnItsWay): boolean {
    return this.#meanwhile === page
  }

  /** The first page, in place of what was there. */
  reset(page: Page<ThreadEntry>): void {
    this.#take(page, { ...noThreads, status: 'ready', items: arrangeEntries(page.items) })
  }

  append(page: Page<ThreadEntry>): void {
    // What changed since the page was read is here already, so ours comes last.
    const items = arrangeEntries([...page.items, ...this.items])
    this.#take(page, { items, loadingMore: false })
  }

  failed(error: ChatError): void {
    this.#meanwhile = null
    const { status } = this.$list.value ?? noThreads
    this.#set({ status: status === 'ready' ? status : 'failed', loadingMore: false, error })
  }

  changed(entry: ThreadEntry): void {
    this.#meanwhile?.set(entry.id, entry)
    const { status } = this.$list.value ?? noThreads
    if (status !== 'ready') return
    const here = this.items.find(({ id }) => id === entry.id)
    if (here && (here.version > entry.version || here.seq > entry.seq)) return
    if ((entry.archivedAt !== null) !== this.#archived) this.gone(entry.id)
    else this.#set({ items: placeEntry(this.items, entry, this.#end) })
  }

  gone(id: string): void {
    this.#meanwhile?.set(id, null)
    if (this.items.some(entry => entry.id === id)) this.#set({ items: this.items.filter(entry => entry.id !== id) })
  }

  /** What is shown may be another part of the server's threads now. */
  refresh(): void {
    const { status, items } = this.$list.value ?? noThreads
    if (status === 'ready' && !sameItems(items, this.#shown(this.items))) this.#set({})
  }

  clear(): void {
    this.#meanwhile = this.next = null
    this.#set({ ...noThreads, status: this.$list.value?.status === 'idle' ? 'idle' : 'loading' })
  }

  #take(page: Page<ThreadEntry>, change: Partial<ThreadList>): void {
    const meanwhile = this.#meanwhile ?? []
    this.#meanwhile = null
    this.next = page.after
    const hasMore = page.after !== null
    this.#end = hasMore ? page.items.at(-1) : undefined
    this.#set({ ...change, hasMore })
    for (const [id, entry] of meanwhile) entry ? this.changed(entry) : this.gone(id)
  }

  #set(change: Partial<ThreadList>): void {
    this.items = change.items ?? this.items
    this.$list.set({ ...(this.$list.value ?? noThreads), ...change, items: this.#shown(this.items) })
  }
}
