import type { SocketEvent, SocketLike } from '../options.ts'

/** The server's end of a fake socket. */
export interface FakePeer {
  open(): void
  /** Text from the client. */
  received(data: string): void
  closed(): void
}

type Listener = (event: SocketEvent) => void

/** A WebSocket without a network: as asynchronous as a real one. */
export class FakeSocket implements SocketLike {
  readyState = 0
  readonly #listeners = new Map<string, Listener[]>()
  readonly #peer: FakePeer

  /** `connect` gives the server's end; null: nobody listens there. */
  constructor(connect: (socket: FakeSocket) => FakePeer | null) {
    const peer = connect(this)
    this.#peer = peer ?? { open: () => {}, received: () => {}, closed: () => {} }
    queueMicrotask(() => {
      if (this.readyState !== 0) return
      if (!peer) {
        this.drop(1006)
        return
      }
      this.readyState = 1
      this.#tell({ type: 'open' })
      peer.open()
    })
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener])
  }

  send(data: string): void {
    if (this.readyState !== 1) return
    queueMicrotask(() => {
      if (this.readyState === 1) this.#peer.received(data)
    })
  }

  close(): void {
    this.drop(1000)
  }

  /** Gives text to the client, as the server does. */
  deliver(data: string): void {
    queueMicrotask(() => {
      if (this.readyState === 1) this.#tell({ type: 'message', data })
    })
  }

  /** Ends it, as the server or the network does. */
  drop(code: number): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#peer.closed()
    this.#tell({ type: 'close', code })
  }

  #tell(event: SocketEvent): void {
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event)
  }
}
