import type { ThreadEntry } from '@chat-view/protocol'
import type { ChatError } from '../errors/chat-error.ts'

/** A list of the user's threads in display order: pinned first, then newest activity. Immutable. */
export interface ThreadList {
  /** `idle`: nobody looked yet. `failed`: see `error`; `threads.loadMore()` tries again. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed'
  readonly items: readonly ThreadEntry[]
  /** Are there more to load? */
  readonly hasMore: boolean
  /** A further page is on its way. */
  readonly loadingMore: boolean
  readonly error: ChatError | null
}

/** Before anybody looked. */
export const noThreads: ThreadList = { status: 'idle', items: [], hasMore: false, loadingMore: false, error: null }
