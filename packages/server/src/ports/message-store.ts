import type { AnswerVersion, Edit, Feedback, Message } from '@chat-view/protocol'
import type { Commanded, Commit } from './commit.ts'
import type { NewAnswer } from './generation-store.ts'
import type { StorePage } from './thread-store.ts'

/** A message with what only the server needs; `feedback` is never in it. */
export interface MessageRecord extends Message {
  readonly projectId: string
}

export interface NewMessage {
  readonly id: string
  readonly authorId: string
  readonly text: string
}

/** Ids of a message and the answer asked for. */
export interface SentMessage {
  readonly messageId: string
  readonly answerId: string | null
  readonly generationId: string | null
  /** Open generations that this put an end to: they have the stop wish now. */
  readonly stopping: string[]
}

/** What one thinks of one of the answers that a message holds. */
export interface Opinion extends Feedback {
  readonly messageId: string
  /** Of the version. */
  readonly number: number
}

export interface MessageListQuery {
  readonly threadId: string
  readonly limit: number
  /** Exclusive places: a message's `seq`. */
  readonly before?: number
  readonly after?: number
  readonly superseded: boolean
}

/**
 * Messages. Every verb refuses an archived thread (`thread_archived`), a deleted one (`deleted`), an unknown one
 * (`not_found`), and a stale `version` (`conflict` with the current message).
 */
export interface MessageStore {
  /** Message, its answer's row and generation, counters and events in one transaction (ST2). */
  sendMessage(
    verb: Commanded & { threadId: string; message: NewMessage; answer?: NewAnswer },
  ): Promise<Commit<SentMessage>>
  /**
   * Replaces a person's text, keeps the earlier one as an edit, marks all that followed as superseded by the message's
   * id, and asks again (CV3). At most `keep` edits stay, the oldest go, the original stays (CV4).
   */
  editMessage(
    verb: Commanded & {
      messageId: string
      editId: string
      userId: string
      text: string
      version?: number
      keep: number
      answer?: NewAnswer
    },
  ): Promise<Commit<SentMessage>>
  /**
   * Empties it, with its edits and versions; a running answer in it gets the stop wish. `titled`: how its thread is called
   * where it is called after this message; that title goes as well.
   */
  deleteMessage(
    verb: Commanded & { messageId: string; userId: string; version?: number; titled?: string },
  ): Promise<Commit<SentMessage>>
  /** A new version of an answer; @throws state_conflict while the message has an open generation */
  regenerate(verb: Commanded & { messageId: string; userId: string; answer: NewAnswer }): Promise<Commit<SentMessage>>
  /** A new generation that goes on at the end of the shown version; @throws state_conflict while one is open or the answer is done */
  continueAnswer(
    verb: Commanded & { messageId: string; userId: string; answer: NewAnswer },
  ): Promise<Commit<SentMessage>>
  /** @throws state_conflict while a generation is open, or when there is no version of that number */
  showVersion(verb: Commanded & { messageId: string; userId: string; number: number }): Promise<Commit<SentMessage>>
  /**
   * One's own opinion of version `number`, or else of the one that is shown, also in an archived thread and while another
   * answer runs; no event goes out, for it is nobody else's. @throws state_conflict when there is no version of that number
   */
  giveFeedback(
    verb: Commanded & { messageId: string; userId: string; number?: number; feedback: Feedback | null },
  ): Promise<Commit<SentMessage>>

  /** Null for one of a deleted thread too. */
  getMessage(id: string): Promise<MessageRecord | null>
  /** Where a message is, or was before its thread was deleted. */
  getThreadIdOf(messageId: string): Promise<string | null>
  getMessages(ids: readonly string[]): Promise<MessageRecord[]>
  /** In order of `seq`. Neither bound: the newest. Both: strictly between, from `after` on (ST5). */
  listMessages(query: MessageListQuery): Promise<StorePage<MessageRecord, number>>
  /** All that this user thinks of answers of theirs, in no order. */
  feedbackOf(userId: string, messageIds: readonly string[]): Promise<Opinion[]>
  listEdits(messageId: string): Promise<Edit[]>
  listVersions(messageId: string): Promise<AnswerVersion[]>
}
