import type { Change } from './commit.ts'

/** Stands where a row must name a user and the one it named was erased. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** What an erasure removed so far. */
export interface ErasedCounts {
  readonly threads: number
  /** Messages in others' threads that were emptied. */
  readonly messages: number
}

/**
 * The erasure of one user (ST8). `userId` is null once no row names them: then nothing here leads to anybody. It is
 * finished when live texts and files hold nothing of them either.
 */
export interface ErasureRecord {
  readonly id: string
  readonly projectId: string
  readonly userId: string | null
  /** A keyed hash of the user's id, by which a second request finds the same erasure. */
  readonly subjectHash: string
  readonly requestedAt: number
  readonly finishedAt: number | null
  readonly counts: ErasedCounts
}

/** What one step put in motion. */
export interface ErasureStep {
  readonly erasure: ErasureRecord
  readonly changes: readonly Change[]
  /** Sessions that ended. */
  readonly sessions: readonly string[]
  /** Running answers that were told to stop. */
  readonly stopping: readonly string[]
  /** Runs whose live text is to be dropped. */
  readonly generations: readonly string[]
}

/** Erasure of one user, in slices, each of which can be repeated (ST8). */
export interface ErasureStore {
  /**
   * From here on nobody is let in as this user: all sessions end, those too that are opened just now, their audit key is destroyed (the trail's rows stay), name
   * and external id are forgotten; of visitors who became them the same. Asked again, answers the erasure that there is.
   * @param verb `actor` is who asked, as the audit trail names them; default: the user. @throws not_found
   */
  beginErasure(verb: {
    id: string
    userId: string
    subjectHash: string
    at: number
    actor?: string
  }): Promise<ErasureStep>
  /**
   * One slice: owned threads are deleted and emptied, messages in others' threads are emptied as `deleteMessage` does,
   * memberships, invitations, opinions, commands and the feed go, and at last the user. Events, outbox and others' edits
   * name nobody any more, and tombstones of owned threads belong to a nameless visitor with the erasure's id, who goes
   * with the last of them. A title that was made of an emptied message goes too. `userId` is null when nothing is left.
   * @throws not_found
   */
  eraseSlice(verb: { id: string; at: number; limit: number }): Promise<ErasureStep>
  /**
   * Finishes one whose `userId` is null, and answers it; one that is finished stays as it is.
   * @throws not_found, `state_conflict` while rows are left to erase
   */
  closeErasure(verb: { id: string; at: number }): Promise<ErasureRecord>
  /** Those that are not finished, oldest first. */
  openErasures(): Promise<ErasureRecord[]>
  findErasure(subjectHash: string): Promise<ErasureRecord | null>
  getErasure(id: string): Promise<ErasureRecord | null>
}
