import type { Receipt } from '@chat-view/protocol'

/** Who is to be erased, and by whom: by default the user asks for it themselves. */
export interface ErasureRequest {
  readonly projectId: string
  readonly userId: string
  /** As the audit trail names who asked: `operator:<key id>`. */
  readonly actor?: string
}

/** Erases users (ST8). */
export interface Erasures {
  /**
   * Erases everything of a user, for ever, and answers when nothing is left; asked again, answers the same receipt. Given
   * up, it goes on as a job. @throws not_found (unknown, another project's)
   */
  erase(request: ErasureRequest, signal?: AbortSignal): Promise<Receipt>
}
