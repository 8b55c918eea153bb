import type { CommandName } from '@chat-view/protocol'
import type { ChatError } from '../errors/chat-error.ts'

/** A command that the server has not answered yet, or has refused (RT11). */
export interface OutboxEntry {
  /** The client-made command id. */
  readonly id: string
  readonly command: CommandName
  /** Key of the thread that it is about: for `createThread` one that `chat.thread(key)` opens. */
  readonly thread: string | null
  /** `queued`: waits for a connection or its turn. `waiting`: the server refused it for now. */
  readonly state: 'queued' | 'sending' | 'waiting' | 'failed'
  /** When it was written; milliseconds by this device's clock. */
  readonly createdAt: number
  readonly error: ChatError | null
}
