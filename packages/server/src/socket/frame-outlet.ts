import type { OutgoingFrame } from '../ports/outgoing-frame.ts'

/** Where the frames of a connection leave: a socket, or a stream of events over HTTP (RT12). */
export interface FrameOutlet {
  /** Frames that are sent still leave. */
  readonly isOpen: boolean
  /** Can it take more? What must go out may be sent nevertheless. */
  readonly ready: boolean
  /** Bytes that wait, besides the rest of a message that is on its way. */
  readonly waiting: number
  /** True between two messages: only here another may begin at once. */
  readonly betweenMessages: boolean
  send(frame: OutgoingFrame): void
  /** Forgets what waits here; what was handed on will still go. */
  drop(): void
  /** No more is read from the client until `resume`. */
  pause(): void
  resume(): void
  /** Begins to close. */
  close(code: number, reason: string): void
  /** Ends it without a word. */
  terminate(): void
}
