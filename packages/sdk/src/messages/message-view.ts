import type { Feedback, Message, MessagePart, Usage } from '@chat-view/protocol'
import type { EndedGenerationState } from '@chat-view/protocol/codes'
import type { ChatError } from '../errors/chat-error.ts'
import type { LiveStep } from './live-text.ts'

/** How far what this client wants of a message has come (CV6). `text` is what was written, until the server has it. */
export type Delivery =
  | { readonly state: 'sent' }
  /** In the outbox. `refusal`: why it has to wait, where the server refused it for now. */
  | {
      readonly state: 'pending'
      readonly command: 'send' | 'edit'
      readonly text: string
      readonly refusal: ChatError | null
    }
  /** Given up: `thread.retry(key)` or `thread.discard(key)`. */
  | { readonly state: 'failed'; readonly command: 'send' | 'edit'; readonly text: string; readonly error: ChatError }

/** What the generation of an answer is doing, or how it ended. */
export type AnswerStatus =
  | ({ readonly state: 'running'; readonly generation: string } & LiveStep)
  /**
   * `reason`: `stop`, `length`, `user`, `node-lost`, …, or an error code. A newer server may give others: read them by the
   * state alone.
   */
  | {
      readonly state: EndedGenerationState
      readonly generation: string
      readonly reason: string
      readonly usage: Usage | null
    }

/** A message as it is to be shown: what the server confirmed, the live text, and what is on its way. Immutable. */
export interface MessageView {
  /** Names it in the timeline and never changes while the page lives, also when a pending message is confirmed. */
  readonly key: string
  /** The server's id; null while it was never confirmed. */
  readonly id: string | null
  /** Its place in the thread; null while it was never confirmed. Summaries name windows of these places (AI5). */
  readonly seq: number | null
  readonly role: Message['role']
  readonly authorId: string | null
  readonly authorName: string | null
  /** For `edit(key, text, { version })`; 0 while it was never confirmed (CV5). */
  readonly version: number
  /** With the live text. A part that a newer server invented has a kind that is not in the type. */
  readonly parts: readonly MessagePart[]
  /** Null for what people wrote. */
  readonly answer: AnswerStatus | null
  /** What could be asked next; empty while it runs, and where the project does not want that (CV8). */
  readonly suggestions: readonly string[]
  readonly delivery: Delivery
  /** Which of its answers is shown, counted from 1, and how many there are (CV3). */
  readonly versions: { readonly shown: number; readonly count: number }
  /** How often it was edited, and when last. */
  readonly edits: number
  readonly editedAt: number | null
  readonly deletedAt: number | null
  readonly createdAt: number
  /** The reader's own opinion. */
  readonly feedback: Feedback | null
}
