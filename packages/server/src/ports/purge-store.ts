import type { Change } from './commit.ts'

/** Rows of each kind that one slice removed; all zero: there is nothing more. */
export type Purged = Readonly<Record<string, number>>

/** How long what is past is kept, in milliseconds since the Unix epoch: what is older goes. */
export interface PurgeQuery {
  readonly at: number
  /** Events, and tombstones of deleted threads, of before then. */
  readonly eventsBefore: number
  /** Most rows of each kind. */
  readonly limit: number
}

/** What one slice of emptying deleted threads removed. */
export interface Emptied {
  readonly removed: Purged
  /** Runs that went, whose live text is to be dropped. */
  readonly generations: readonly string[]
}

/** Threads that one slice of retention marked as deleted. */
export interface ExpiredThreads {
  readonly threadIds: readonly string[]
  readonly changes: readonly Change[]
  readonly stopping: readonly string[]
}

/** What retention and tidiness ask for (ST8), in slices: each is one transaction, run again it finds what is left. */
export interface PurgeStore {
  /**
   * Forgets commands after 7 days, ended sessions, ended invitations after a day, visitors who have neither a session
   * nor a thread nor a message, events of before `eventsBefore` (a thread remembers up to where, and its newest activity
   * stays), and threads whose tombstone is older than that.
   */
  purgeExpired(query: PurgeQuery): Promise<Purged>
  /**
   * Empties deleted threads of messages, edits, versions, runs, opinions, invitations and search entries, and of the
   * title; the tombstone stays. One in which an answer still runs waits for its end.
   */
  purgeDeleted(query: Pick<PurgeQuery, 'at' | 'limit'>): Promise<Emptied>
  /** Marks threads of a project that were last active before `before` as deleted, each as `deleteThread` does; pinned ones too. */
  expireThreads(verb: { projectId: string; before: number; at: number; limit: number }): Promise<ExpiredThreads>
  /**
   * Leaves nothing of what was removed in files or index: merges, checkpoints, truncates. Where the database does that by
   * itself: nothing. @throws store_unavailable when somebody reads an earlier state for too long (a backup, an export)
   */
  tidy(): Promise<void>
}
