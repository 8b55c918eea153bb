/** Ways in which rows can disagree (ST3). */
export const driftKinds = [
  /** A row whose parent is not there. */
  'orphan',
  /** A row that belongs to another project than its parent. */
  'foreign_project',
  /** A counter that does not add up: messages, tokens, versions, edits, the newest seq. */
  'counter',
  /** A member's place in their list that is not the thread's. */
  'list_place',
  /** A search entry that is missing, left over, or of another text or owner. */
  'search_entry',
  /** An undelivered event that is due never. */
  'outbox',
  /** An open row whose message or thread is gone, or two open ones of a message. */
  'generation',
  /** A summary whose window another's overlaps, or that stands for other messages than there are. */
  'summary',
] as const

export type DriftKind = (typeof driftKinds)[number]

/** One disagreement. Ids only: reports are logged. */
export interface Drift {
  readonly kind: DriftKind
  /** The collection or table, in the glossary's words: `message`, `edit`, `member` … */
  readonly of: string
  readonly id: string
  /** Which field, where it is about one. */
  readonly field: string | null
  /** Numbers, never text. */
  readonly found: number | string | null
  readonly expected: number | string | null
}

/** One slice of a walk over all that is stored. */
export interface ReconcileSlice {
  readonly drifts: readonly Drift[]
  /** Rows looked at. */
  readonly checked: number
  /** Where the next slice begins; null: that was the last. */
  readonly next: string | null
}

/**
 * Finds what the database itself cannot hold, and repairs it (ST3). A repair is conditional on what was found, so that a
 * change made meanwhile wins; on a healthy database nothing is written.
 */
export interface ReconcileStore {
  reconcile(query: { at: number; repair: boolean; after: string | null; limit: number }): Promise<ReconcileSlice>
}
