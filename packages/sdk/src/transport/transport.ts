import type { ClientFrame, ServerFrame } from '@chat-view/protocol'

/** What a transport tells its owner. After `closed` it says nothing more. */
export interface LinkListener {
  /** The handshake is done: frames can be sent. */
  opened(): void
  frame(frame: ServerFrame): void
  /** It ended, or never came about. `code` is a WebSocket close code; 1006 where there is none. */
  closed(code: number): void
}

/** One open connection. */
export interface Link {
  send(frame: ClientFrame): void
  /** Ends it; `closed` is not called any more. */
  close(): void
}

/** A way to exchange frames with the server. One that carries the same frames over HTTP plugs in here (RT12). */
export interface Transport {
  readonly name: 'socket' | 'http'
  open(listener: LinkListener): Link
}
