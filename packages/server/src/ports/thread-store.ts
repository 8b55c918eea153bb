import type { Participant, Thread, ThreadEntry, ThreadRole } from '@chat-view/protocol'
import type { Commanded, Commit } from './commit.ts'
import type { NewAnswer } from './generation-store.ts'
import type { NewMessage } from './message-store.ts'

/** A thread with what only the server needs. */
export interface ThreadRecord extends Thread {
  readonly projectId: string
  readonly ownerId: string
  readonly deletedAt: number | null
  /** Newest place whose event is no longer kept; who was last there or before must reload. 0: all are kept. */
  readonly purgedSeq: number
}

/**
 * A place in a user's list, with the moment at which the walk through the list began (ST5). `asOf` is the store's own
 * measure of that moment, a time or a place in the order of its commits; only the store that gave it can read it.
 */
export interface ThreadPlace {
  readonly asOf: number
  readonly pinned: boolean
  readonly at: number
  readonly id: string
}

export interface ThreadListQuery {
  readonly userId: string
  readonly archived: boolean
  readonly limit: number
  readonly before?: ThreadPlace
  readonly after?: ThreadPlace
  readonly now: number
}

/** Items in display order, and the places of the first and last where more lies beyond. */
export interface StorePage<Item, Place> {
  readonly items: Item[]
  readonly before: Place | null
  readonly after: Place | null
}

export interface CreateThread extends Commanded {
  readonly id: string
  readonly projectId: string
  readonly ownerId: string
  readonly title: string | null
  readonly message?: NewMessage
  readonly answer?: NewAnswer
}

export interface UpdateThread extends Commanded {
  readonly id: string
  readonly userId: string
  readonly title?: string
  readonly pinned?: boolean
  readonly archived?: boolean
  readonly version?: number
}

/** Ids of what `createThread` made: a replay gives the same. */
export interface CreatedThread {
  readonly threadId: string
  readonly messageId: string | null
  readonly answerId: string | null
  readonly generationId: string | null
}

/** Threads and who is in them. */
export interface ThreadStore {
  createThread(verb: CreateThread): Promise<Commit<CreatedThread>>
  /**
   * Title and archiving are the thread's: they raise its version and seq. A pin is the user's own: it changes neither.
   * A version that is not the current one is refused, whatever is changed. @throws conflict with the current entry,
   * deleted, not_found, thread_archived (a title of an archived thread that the same verb does not restore)
   */
  updateThread(verb: UpdateThread): Promise<Commit<{ threadId: string }>>
  /** Marks it deleted in one write, with a tombstone event; running answers in it get the stop wish. @throws conflict, not_found */
  deleteThread(
    verb: Commanded & { id: string; userId: string; version?: number },
  ): Promise<Commit<{ threadId: string; stopping: string[] }>>
  /** Moves the user's mark forward, never back. @throws not_found, deleted */
  markRead(verb: Commanded & { id: string; userId: string; seq: number }): Promise<Commit<{ threadId: string }>>

  /** Also a deleted one, with `deletedAt`, for as long as its events are kept. */
  getThread(id: string): Promise<ThreadRecord | null>
  /** As it stands in that user's list; null for strangers and for deleted threads. */
  getEntry(id: string, userId: string): Promise<ThreadEntry | null>
  getRole(id: string, userId: string): Promise<ThreadRole | null>
  listParticipants(id: string): Promise<Participant[]>
  listThreads(query: ThreadListQuery): Promise<StorePage<ThreadEntry, ThreadPlace>>
}
