import type { LivePlace, MessagePart } from '@chat-view/protocol'
import type { OutgoingFrame } from './outgoing-frame.ts'

/** A subscription that follows a thread's running answers. */
export interface LiveReader {
  /** Can it take more now? A full one is not visited until its `Following` is resumed (RT6). */
  readonly ready: boolean
  /** Gets each frame once, in order. Never throws. */
  send(frame: OutgoingFrame): void
}

/** One reader's interest in one thread. */
export interface Following {
  /** Its socket has drained: it gets what it missed as one piece. */
  resume(): void
  /** A hidden reader gets its text at a low rate; shown again it catches up at once (RT7). */
  setHidden(hidden: boolean): void
  stop(): void
}

/** Running answers as cursors see them (RT2, RT6). */
export interface LiveAnswers {
  /**
   * Follows all answers of a thread, those that run and those that will. A reader that is at a place of the same
   * generation gets what follows it; every other gets a snapshot first. A place names the last part that grows; parts
   * written once that lie behind it come again. What is there is sent before this returns.
   */
  follow(threadId: string, reader: LiveReader, places: readonly LivePlace[]): Following
  /**
   * All parts of a running generation as readers have them, or as the shared log does (RT14); null when neither is known
   * here. Never rejects.
   */
  partsOf(generationId: string): MessagePart[] | null | Promise<MessagePart[] | null>
  /**
   * Where answers of other nodes are read here: resolves when readers of the thread have what their logs hold now, or when
   * that takes too long. A change of the thread waits for it, so that an end comes after its text. Null: nothing to wait for.
   */
  caughtUp?(threadId: string): Promise<void> | null
}
