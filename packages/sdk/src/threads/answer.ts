import type { Message } from '@chat-view/protocol'
import type { ReadableAtom } from 'nanostores'

/**
 * An answer on its way. Iterating gives the pieces of its text in order, each once, across reconnects (RT2, RT4); a
 * late or second iteration begins with all that is there. Reasoning and tool calls are not part of it: see
 * `thread.$message`.
 *
 * Done and stopped answers end the iteration; others throw a {@link ChatError}: `interrupted`, `content_blocked`,
 * `provider_failed`, …, why the question could not be sent, or why the connection was closed
 * for good: the question then waits in the outbox for a `chat.reconnect()`. An aborted `signal` ends the waiting with `aborted`, not
 * the answer: that is what `thread.stop()` does.
 */
export interface Answer extends AsyncIterable<string> {
  /** Key in the timeline of the message that was sent or is answered anew; known at once. */
  readonly key: string
  /** Key in the timeline of the assistant's message; null until the server has begun it. */
  readonly $answer: ReadableAtom<string | null>
  /** The finished message; what was sent, where nobody but people shall answer. Else a {@link ChatError}, see above. */
  readonly done: Promise<Message>
}
