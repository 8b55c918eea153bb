import type { Clock } from './clock.ts'
import type { ChatTool } from './tools/page-tool.ts'
import type { Transport } from './transport/transport.ts'

/** What may be awaited can be given up: the promise then rejects with the code `aborted`. */
export interface Abortable {
  readonly signal?: AbortSignal | undefined
}

/** The part of DOM `Storage` that is used. Throwing is fine: what cannot be kept is held in memory. */
export type ChatStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** What is read of a socket's events. */
export interface SocketEvent {
  readonly type: string
  /** Of `message`. */
  readonly data?: unknown
  /** Of `close`. */
  readonly code?: number
}

/** The part of a `WebSocket` that is used. */
export interface SocketLike {
  readonly readyState: number
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: SocketEvent) => void): void
  send(data: string): void
  close(code?: number): void
}

/** Makes a socket. The global `WebSocket` fits. */
export type SocketConstructor = new (url: string) => SocketLike

/** Where the SDK reports what it does. It never gets texts of messages or tokens (SE9). */
export interface ChatLogger {
  debug(message: string, details?: Readonly<Record<string, unknown>>): void
  warn(message: string, details?: Readonly<Record<string, unknown>>): void
}

/** Options of `createChat`. Only `server` and `project` are needed. */
export interface ChatOptions {
  /** Address of the chat-view server, as `https://chat.example.com`. */
  readonly server: string
  /** Publishable id of the project, `pk_…`. */
  readonly project: string
  /**
   * Gives a user token signed by the host's backend (SE1). Asked for at the start, before it expires and when the
   * server refuses the old one. What has not come after 30 s is given up (`timeout`, and `signal` is aborted), what fails
   * is `unauthenticated`; both are tried again with growing pauses (RT9). Without it the user is an anonymous visitor.
   */
  readonly getToken?: ((options: { readonly signal: AbortSignal }) => Promise<string>) | undefined
  /**
   * Keeps the outbox and the visitor's proof over reloads. Default `localStorage`; `false`: memory only. Chats with one
   * storage are of one visitor, also where they come for the first time at once. Those of several users with one project
   * on one page want a storage each, because a change of user wipes what the former one left.
   */
  readonly storage?: ChatStorage | false | undefined
  /** Default the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Default the global one. */
  readonly WebSocket?: SocketConstructor | undefined
  /**
   * `auto` takes a WebSocket, and HTTP where none opens; `socket` and `http` insist; or a transport of one's own. Default
   * `auto` (RT12). `$connection` says which it is.
   */
  readonly transport?: 'auto' | 'socket' | 'http' | Transport | undefined
  /** Language tag, sent as `Accept-Language` with each request. Default: what the platform sends. */
  readonly locale?: string | undefined
  /** Tools that this page runs when the model calls them (AI10); `chat.registerTool` adds more. Default none. */
  readonly tools?: readonly ChatTool[] | undefined
  /** Default none. */
  readonly logger?: ChatLogger | undefined
  /** Default the platform's timers. */
  readonly clock?: Clock | undefined
}
