import type { Summary } from '@chat-view/protocol'
import type { Commanded, Commit } from './commit.ts'

/** A summary with what only the server needs. */
export interface SummaryRecord extends Summary {
  readonly projectId: string
}

/** A summary as a text was made of it: whoever changes it meanwhile makes the write fail. */
export interface ReadSummary {
  readonly id: string
  readonly version: number
}

/** Why a thread waits to be summarised. */
export interface SummariseWish {
  /** Milliseconds since the Unix epoch. */
  readonly since: number
  /** Up to where a person wants it; null: nobody said. */
  readonly toSeq: number | null
}

/** Stands in a summary whose words may hold those of a message that was deleted, until it is written anew (ST8). */
export const forgottenText = '…'

/** The messages that a text was made of: whoever changes one of them meanwhile makes the write fail. */
export interface SummaryWindow {
  readonly threadId: string
  readonly fromSeq: number
  readonly toSeq: number
  /** Messages in it that count: not deleted, not superseded. */
  readonly messages: number
  /** Sum of those messages' versions when they were read. */
  readonly versions: number
}

/**
 * Summaries of threads (AI4, AI5). Each change is an event of the thread. Editing, deleting or superseding a message marks
 * the summaries over it `stale` in the same transaction. Verbs refuse archived, deleted and unknown threads as messages'
 * do; what the assistant writes (`userId` null) is taken in archived ones too.
 */
export interface SummaryStore {
  /** In order of their windows; none of a deleted thread. */
  listSummaries(threadId: string): Promise<SummaryRecord[]>
  /** Also of a deleted thread, until it is emptied. */
  getSummary(id: string): Promise<SummaryRecord | null>
  /**
   * One of a window that is not covered yet, and in which no answer is still written. Two of one window: the second is refused.
   * @throws state_conflict when windows would overlap, conflict when a message of it changed meanwhile
   */
  addSummary(
    verb: Commanded & { id: string; window: SummaryWindow; userId: string | null; text: string },
  ): Promise<Commit<{ summaryId: string }>>
  /**
   * The assistant's, in the place of several that follow each other without a gap: it stands for all that they stood for.
   * @throws state_conflict when they do not follow each other, conflict when one of them changed meanwhile
   */
  mergeSummaries(
    verb: Commanded & { id: string; threadId: string; replaces: readonly ReadSummary[]; text: string },
  ): Promise<Commit<{ summaryId: string }>>
  /**
   * Of a person (`userId`): stale or not, what they wrote stands as current. Or the assistant's, with the `window` that its
   * text was made of: the same, or one that begins there and ends earlier, as after an edited question.
   * @throws conflict with the current one; state_conflict when the window is not within its own
   */
  editSummary(
    verb: Commanded & { id: string; userId: string | null; text: string; version?: number; window?: SummaryWindow },
  ): Promise<Commit<{ summaryId: string }>>
  /** `userId` null: the assistant, as nothing is left in its window. @throws conflict with the current one */
  deleteSummary(
    verb: Commanded & { id: string; userId: string | null; version?: number },
  ): Promise<Commit<{ summaryId: string }>>
  /**
   * Threads that are to be summarised: whose last context was fuller than the threshold (`finishGeneration` says so), whose
   * summary went stale or away, or of which a person asked for it; the longest waiting first. `after`: those behind this
   * one; from the first again when it waits no more.
   */
  threadsToSummarise(query: { limit: number; after?: string }): Promise<string[]>
  /** A person wants it summarised up to a place, its newest part as well. @throws as messages' verbs do */
  askToSummarise(verb: Commanded & { threadId: string; toSeq: number }): Promise<Commit<{ threadId: string }>>
  /** What a thread waits for; null: nothing. */
  summariseWish(threadId: string): Promise<SummariseWish | null>
  /** It was looked at: it waits no more, unless it changed after `asOfSeq`. */
  summariseDone(verb: { threadId: string; asOfSeq: number }): Promise<void>
}
