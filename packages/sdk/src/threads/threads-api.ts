import type { Page, SearchResult, ThreadEntry } from '@chat-view/protocol'
import type { Abortable } from '../options.ts'
import type { VersionedOptions } from './thread-handle.ts'

export interface ListThreadsOptions extends Abortable {
  readonly archived?: boolean | undefined
  /** 1 to 200, default 50. */
  readonly limit?: number | undefined
  readonly before?: string | undefined
  readonly after?: string | undefined
}

export interface ExportOptions extends Abortable {
  /** Default `markdown`. */
  readonly format?: 'markdown' | 'json' | undefined
  /** Told after each page how many messages have been read so far. */
  readonly progress?: ((messages: number) => void) | undefined
}

export interface SearchOptions extends Abortable {
  /** Within one thread only. */
  readonly thread?: string | undefined
  /** 1 to 100, default 20. */
  readonly limit?: number | undefined
}

/** What was found, best first; `more`: narrow the search to see the rest. */
export interface SearchResults {
  readonly items: readonly SearchResult[]
  readonly more: boolean
}

/** What can be done with threads without opening them (CV1). */
export interface ThreadsApi {
  /** One page, without touching the stores. */
  list(options?: ListThreadsOptions): Promise<Page<ThreadEntry>>
  /** @throws ChatError `invalid_request` for what is no id at all */
  get(id: string, options?: Abortable): Promise<ThreadEntry>
  /** Loads the next page into `$threads`, or into `$archived`. */
  loadMore(options?: Abortable & { readonly archived?: boolean | undefined }): Promise<void>
  rename(id: string, title: string, options?: VersionedOptions): Promise<ThreadEntry>
  pin(id: string, pinned?: boolean, options?: VersionedOptions): Promise<ThreadEntry>
  archive(id: string, options?: VersionedOptions): Promise<ThreadEntry>
  restore(id: string, options?: VersionedOptions): Promise<ThreadEntry>
  delete(id: string, options?: VersionedOptions): Promise<void>
  /**
   * Messages and titles that hold every word asked for, the last of which may be half typed; archived threads too (ST6).
   * An empty query finds nothing and asks nobody. While somebody types, abort the search before.
   */
  search(query: string, options?: SearchOptions): Promise<SearchResults>
  /** The whole thread as one text: Markdown to read, or JSON with all that the API tells (CV12). */
  export(id: string, options?: ExportOptions): Promise<string>
}
