import type { AnswerVersion, ContextUse, Edit, Feedback, Participant, Summary } from '@chat-view/protocol'
import type { ReadableAtom } from 'nanostores'
import type { MessageView } from '../messages/message-view.ts'
import type { Timeline } from '../messages/timeline.ts'
import type { Abortable } from '../options.ts'
import type { ThreadSummaries } from '../summaries/thread-summaries.ts'
import type { Answer } from './answer.ts'
import type { ThreadParticipants } from './thread-participants.ts'
import type { ThreadState, TypingUser } from './thread-state.ts'

export interface SendOptions extends Abortable {
  /** `false`: nobody but people shall answer. Default true. */
  readonly answer?: boolean | undefined
}

export interface VersionedOptions extends Abortable {
  /** The version that was shown; another one refuses with `conflict` and the current value (CV5). */
  readonly version?: number | undefined
}

/**
 * One thread. Handles of one thread share a subscription, which ends when the last one is closed.
 *
 * Messages are named by the key of their view or by the server's id, whichever is at hand. What changes something goes
 * through the outbox: it waits while there is no connection and survives a reload (RT11).
 */
export interface ThreadHandle {
  /** The server's id; null until the first message has created it. */
  readonly id: string | null
  /** Names it on this device: `chat.thread(key)` opens it, also before it is created. */
  readonly key: string
  readonly $thread: ReadableAtom<ThreadState>
  readonly $timeline: ReadableAtom<Timeline>
  /** One store for each message, so that a delta touches one; null for a message that is not there. */
  $message(key: string): ReadableAtom<MessageView | null>
  /** A message as it looks now, without a store that follows it: for reading many. */
  message(key: string): MessageView | null
  /** People who write just now, without the user. */
  readonly $typing: ReadableAtom<readonly TypingUser[]>
  /** The people in it; loaded when first looked at, and again when they change. */
  readonly $participants: ReadableAtom<readonly Participant[]>
  /** Letting people in and out (CV10). */
  readonly participants: ThreadParticipants
  /** People who have it open just now. */
  readonly $presence: ReadableAtom<readonly TypingUser[]>
  /** How full the context was that the newest answer was asked with; null while that is not known (AI6). */
  readonly $context: ReadableAtom<ContextUse | null>
  /** In the order of their windows; loaded when first looked at, and kept true. */
  readonly $summaries: ReadableAtom<readonly Summary[]>
  /** Reading and changing summaries (AI5). */
  readonly summaries: ThreadSummaries

  /**
   * Sends a message, at once visible as pending. The first one creates the thread.
   *
   * What cannot wait in the outbox is not sent: `done` rejects at once with `closed` (the chat was closed), `too_many`
   * (200 commands wait), `invalid_request` (no word in it) or `too_large` (longer than `bounds.messageText`), and of the
   * text nothing is kept, so that `message(answer.key)` is null from the beginning. Whatever fails later stays as a
   * message that can be tried again.
   */
  send(text: string, options?: SendOptions): Answer
  /**
   * Changes one's question and asks again from there. It takes the place of an edit, or of a message, that waits or has
   * failed under this key; refused at once like `send`, it leaves that and the message as they were.
   */
  edit(key: string, text: string, options?: VersionedOptions): Answer
  /** Also gives up a message that was not sent yet. @throws ChatError `not_found` where there is none of this name here */
  delete(key: string, options?: VersionedOptions): Promise<void>
  /** Asks for another answer; the earlier ones stay as versions (CV3). */
  regenerate(key: string, options?: Abortable): Answer
  /** Goes on with an answer that was interrupted, stopped or cut by its length. */
  continue(key: string, options?: Abortable): Answer
  /** Shows answer number `number`, counted from 1, of those that a message holds. */
  showVersion(key: string, number: number, options?: Abortable): Promise<void>
  /** Stops the answer that runs now; resolves also when none does. */
  stop(options?: Abortable): Promise<void>
  /** Tries a failed message or edit again. */
  retry(key: string): void
  /** Gives a failed or pending message or edit up. */
  discard(key: string): void
  /**
   * Allows or denies a tool call that waits for approval, by the `call` of its part (AI10).
   * @throws ChatError `state_conflict` where it waits no longer
   */
  decideTool(key: string, call: string, approve: boolean, options?: Abortable): Promise<void>
  /** Rates the answer that is shown now, also where another one is asked for meanwhile; `null` takes the opinion back. */
  feedback(key: string, feedback: Feedback | null, options?: Abortable): Promise<void>
  /** Earlier versions of what a person wrote (CV4). */
  edits(key: string, options?: Abortable): Promise<readonly Edit[]>
  /** All answers that an assistant message holds. */
  versions(key: string, options?: Abortable): Promise<readonly AnswerVersion[]>
  /** Loads the page before the oldest message; resolves to whether there are still more. */
  loadOlder(options?: Abortable): Promise<boolean>
  /**
   * Loads the messages around one, by its id; resolves to its key, or null where the thread has none of that id. What
   * lies between them and the others is missing then: see `gaps` of the timeline. Asked for before the thread is here,
   * also without a connection, it waits for that.
   */
  loadAround(id: string, options?: Abortable): Promise<string | null>
  /** Loads a page of what is missing before a message that `gaps` names: next to it, or next to what is before the gap. */
  loadGap(key: string, side: 'older' | 'newer', options?: Abortable): Promise<void>
  /** Call at each key press: others see it, and see it end a few seconds after the last call (CV7). */
  typing(on?: boolean): void
  /** All that is shown has been read. */
  markRead(options?: Abortable): Promise<void>
  /** Lets go of it: stores of this handle stay as they are. Waiting answers go on. */
  close(): void
}
