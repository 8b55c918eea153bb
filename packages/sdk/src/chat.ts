import type { ThreadEntry } from '@chat-view/protocol'
import type { ReadableAtom } from 'nanostores'
import type { AccountApi } from './account/account-api.ts'
import type { ChatSession } from './auth/chat-session.ts'
import type { Connection } from './connection/connection.ts'
import type { Abortable } from './options.ts'
import type { OutboxEntry } from './outbox/outbox-entry.ts'
import type { ThreadList } from './stores/thread-list.ts'
import type { ThreadHandle } from './threads/thread-handle.ts'
import type { ThreadsApi } from './threads/threads-api.ts'
import type { ChatTool } from './tools/page-tool.ts'

/** A chat of one user with one project: one connection, however many threads (RT13, DX1). */
export interface Chat {
  readonly $connection: ReadableAtom<Connection>
  /** Null until the first token was given. */
  readonly $session: ReadableAtom<ChatSession | null>
  /** Threads that are not archived; loaded and followed from the first look on. Changes that wait are shown as done. */
  readonly $threads: ReadableAtom<ThreadList>
  /** Archived threads; likewise. */
  readonly $archived: ReadableAtom<ThreadList>
  /** Commands that the server has not taken yet, in the order they were given. */
  readonly $outbox: ReadableAtom<readonly OutboxEntry[]>
  readonly threads: ThreadsApi
  readonly account: AccountApi
  /** Opens a thread by its id or key. Without one, or with an empty one: a new thread, created by its first message. */
  thread(key?: string): ThreadHandle
  /**
   * Comes into a thread by the token of an invitation, or by a link of the widget that carries it (CV10): at once, for
   * the token is not kept on the device.
   * @throws ChatError `token_invalid`, `token_expired`, `state_conflict` when it was revoked or is used up
   */
  acceptInvite(link: string, options?: Abortable): Promise<ThreadEntry>
  /**
   * Offers a tool that this page runs with everything that is asked from now on (AI10); the answer takes it back. What it
   * runs already goes on.
   * @throws ChatError `state_conflict` where the name is taken, `too_many` beyond `bounds.tools.perPage`
   */
  registerTool(tool: ChatTool): () => void
  /** Connects, if nothing did so yet; resolves once connected, rejects when it is closed for good. */
  connect(options?: Abortable): Promise<void>
  /** Tries at once, also after the server said stop; resolves and rejects like `connect`. */
  reconnect(options?: Abortable): Promise<void>
  /** Ends everything: no timer, listener or socket is left. Unsent commands stay in the storage. */
  close(): Promise<void>
}
