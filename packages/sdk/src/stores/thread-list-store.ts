import type { Page, ThreadEntry } from '@chat-view/protocol'
import { atom } from 'nanostores'
import type { ChatError } from '../errors/chat-error.ts'
import { arrangeEntries, placeEntry } from './arrange-entries.ts'
import type { ThreadList } from './thread-list.ts'

const idle: ThreadList = { status: 'idle', items: [], hasMore: false, loadingMore: false, error: null }

/** Publishes one list of threads: the archived ones, or the others. */
export class ThreadListStore {
  readonly $list = atom<ThreadList>(idle)
  readonly #archived: boolean
  /** Cursor to the next page. */
  next: string | null = null

  constructor(archived: boolean) {
    this.#archived = archived
  }

  loading(): void {
    const list = this.$list.value ?? idle
    this.#set(list.status === 'ready' ? { loadingMore: true, error: null } : { status: 'loading', error: null })
  }

  /** The first page, in place of what was there. */
  reset(page: Page<ThreadEntry>): void {
    this.next = page.after
    this.#set({ ...idle, status: 'ready', items: arrangeEntries(page.items), hasMore: page.after !== null })
  }

  append(page: Page<ThreadEntry>): void {
    this.next = page.after
    // What changed since the page was read is here already, so ours comes last.
    const items = arrangeEntries([...page.items, ...this.$list.get().items])
    this.#set({ items, loadingMore: false, hasMore: page.after !== null })
  }

  failed(error: ChatError): void {
    const { status } = this.$list.get()
    this.#set({ status: status === 'ready' ? status : 'failed', loadingMore: false, error })
  }

  changed(entry: ThreadEntry): void {
    const { items, status, hasMore } = this.$list.value ?? idle
    if (status !== 'ready') return
    const here = items.find(({ id }) => id === entry.id)
    if (here && (here.version > entry.version || here.seq > entry.seq)) return
    if ((entry.archivedAt !== null) !== this.#archived) this.gone(entry.id)
    else this.#set({ items: placeEntry(items, entry, hasMore) })
  }

  gone(id: string): void {
    const { items } = this.$list.value ?? idle
    if (items.some(entry => entry.id === id)) this.#set({ items: items.filter(entry => entry.id !== id) })
  }

  clear(): void {
    this.next = null
    this.#set({ ...idle, status: this.$list.value?.status === 'idle' ? 'idle' : 'loading' })
  }

  #set(change: Partial<ThreadList>): void {
    this.$list.set({ ...(this.$list.value ?? idle), ...change })
  }
}
