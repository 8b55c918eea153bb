import type { ChatError } from '../errors/chat-error.ts'

/** Which messages a thread shows and in which order. It does not change when only a text grows. Immutable. */
export interface Timeline {
  /** `new`: a thread that does not exist yet. `gone`: deleted, or not yours any more. */
  readonly status: 'new' | 'loading' | 'ready' | 'gone'
  /** Keys of the messages, oldest first; see `thread.$message(key)`. */
  readonly keys: readonly string[]
  /**
   * Keys before which messages are missing, that `thread.loadGap` loads: after `thread.loadAround` one can stand far
   * from the others. What is missing before the first key is not among them.
   */
  readonly gaps: readonly string[]
  /** Key of the answer that runs now; null when none does. */
  readonly running: string | null
  /** Are there messages to load before the first one? */
  readonly hasOlder: boolean
  /** A page of older messages is on its way. */
  readonly loadingOlder: boolean
  /** Why the thread could not be opened, or more of its messages not be loaded; null again when that is tried anew. */
  readonly error: ChatError | null
}
