import type { Summary } from '@chat-view/protocol'
import type { Abortable } from '../options.ts'
import type { VersionedOptions } from '../threads/thread-handle.ts'

export interface CreateSummaryOptions extends Abortable {
  /** Key or id of the last message that it stands for. Default: the newest finished one. */
  readonly to?: string | undefined
  /** In one's own words. Default: the assistant writes it, soon. */
  readonly text?: string | undefined
}

/**
 * The summaries of a thread: each stands for an exact window of its messages in the model's context (AI5). All may read
 * them, the owner changes them. A thread that is not created yet has none: what changes them throws `not_found`.
 */
export interface ThreadSummaries {
  /** In the order of their windows. `thread.$summaries` has the same, kept true. */
  list(options?: Abortable): Promise<readonly Summary[]>
  get(id: string, options?: Abortable): Promise<Summary>
  /**
   * Summarises what no summary stands for yet. Null: the assistant was asked, and it comes with `thread.$summaries`.
   * @throws ChatError `state_conflict` where there is nothing to summarise
   */
  create(options?: CreateSummaryOptions): Promise<Summary | null>
  /** Replaces its text. @throws ChatError `conflict` with the current one where `version` is no longer its version */
  edit(id: string, text: string, options?: VersionedOptions): Promise<Summary>
  /** Its messages count for themselves again, until they are summarised anew. */
  delete(id: string, options?: VersionedOptions): Promise<void>
}
