import type { AnswerVersion, Edit, Feedback, Message } from '@chat-view/protocol'

/** An answer with what its reader thinks of it. */
export interface ExportedAnswer extends AnswerVersion {
  readonly feedback: Feedback | null
}

/** A message with its history, as its reader may see it: own opinion, earlier texts, all answers that it holds. */
export interface ExportedMessage extends Message {
  /** Of a person's message, the oldest first. */
  readonly earlier: readonly Edit[]
  /** Of the assistant's, by number; none when it holds only the one shown. */
  readonly answers: readonly ExportedAnswer[]
}
