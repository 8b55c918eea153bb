import type { FeedEvent, ThreadEventType } from '@chat-view/protocol'

/** A committed change as it is stored: ids only, no text. */
export interface StoredEvent {
  readonly threadId: string
  readonly seq: number
  readonly type: ThreadEventType
  readonly at: number
  readonly actorId: string | null
  readonly messageId: string | null
  readonly generationId: string | null
  /** With `messages.superseded`. */
  readonly messageIds: readonly string[]
  /** With `summary.changed` and `summary.deleted`. */
  readonly summaryId: string | null
}

/** The durable order: of threads, and of each user's feed (RT3). */
export interface EventStore {
  /** Events after a place, in order. */
  eventsAfter(threadId: string, afterSeq: number, limit: number): Promise<StoredEvent[]>
  /** Newest seq of each thread that exists; for the sweep that repairs a lost word of the bus. */
  seqsOf(threadIds: readonly string[]): Promise<Map<string, number>>
  /** Feed events after a place, hydrated with the entries as they are now; several changes of one thread may be one event. */
  feedAfter(userId: string, afterSeq: number, limit: number): Promise<FeedEvent[]>
  feedSeq(userId: string): Promise<number>
  /** Newest seq of each user's feed, where the user exists; for the same sweep. */
  feedSeqsOf(userIds: readonly string[]): Promise<Map<string, number>>
  /** Up to where changes went out of the feed with what they told of: who was last there before has missed some. */
  purgedFeedSeq(userId: string): Promise<number>
}
