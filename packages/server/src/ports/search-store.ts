/** What is looked for, as `queryTerms` makes it of what was typed. */
export interface SearchQuery {
  readonly userId: string
  /** Every one of them must be there, folded as `searchTerms` folds. */
  readonly terms: readonly string[]
  /** The last term is the beginning of a word: it was still being typed. */
  readonly prefix: boolean
  /** Within one thread only. */
  readonly threadId?: string
  readonly limit: number
}

/** A message that was found, or a thread by its title when `messageId` is null. */
export interface SearchHit {
  readonly threadId: string
  readonly messageId: string | null
  /** When the message was written, or the thread was last active. */
  readonly at: number
  /** More is better; comparable within one answer only. */
  readonly score: number
}

/**
 * Full-text search over the threads that a user has a part in (ST6): archived ones too, deleted and superseded texts
 * never, and of answers the version shown. What was committed is found at once, what was deleted is not. Best first;
 * ranked among the newest matches (at least 1,000 of them), so that a common word costs no more than a rare one.
 */
export interface SearchStore {
  search(query: SearchQuery, signal?: AbortSignal): Promise<{ hits: SearchHit[]; more: boolean }>
}
