import type { Verdict } from '@chat-view/protocol'
import type { StorePage } from './thread-store.ts'

export interface VerdictPlace {
  readonly at: number
  readonly id: string
}

export interface VerdictQuery {
  readonly projectId: string
  readonly limit: number
  readonly before?: VerdictPlace
  readonly after?: VerdictPlace
}

/** What the content filter decided (AI8): ids, rules and times, never a text. Rows go with their thread. */
export interface VerdictStore {
  /**
   * Of one thread. A rule is recorded once for each answer and direction, and a block over a flag; of a thread that is
   * deleted or unknown nothing is.
   */
  recordVerdicts(threadId: string, verdicts: readonly Verdict[]): Promise<void>
  /** Newest first. */
  listVerdicts(query: VerdictQuery): Promise<StorePage<Verdict, VerdictPlace>>
}
