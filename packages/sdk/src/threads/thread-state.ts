import type { Thread, ThreadRole } from '@chat-view/protocol'
import type { ChatError } from '../errors/chat-error.ts'

/** What is known of a thread. */
export type ThreadState =
  /** Created by its first message. */
  | { readonly status: 'new' }
  | { readonly status: 'loading' }
  /** `role`: what the user may do in it (CV9). */
  | { readonly status: 'open'; readonly thread: Thread; readonly role: ThreadRole }
  /** Deleted, or not yours any more. */
  | { readonly status: 'gone'; readonly error: ChatError }

/** Someone else who writes just now. */
export interface TypingUser {
  readonly id: string
  readonly name: string | null
}
