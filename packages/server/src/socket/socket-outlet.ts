import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { OutgoingFrame } from '../ports/outgoing-frame.ts'
import { wireOf } from './encode-frame.ts'
import type { FrameOutlet } from './frame-outlet.ts'
import { FrameWriter, type WriterOwner } from './frame-writer.ts'

/** A connection's frames on a WebSocket, each encoded once for all sockets. */
export class SocketOutlet extends FrameWriter implements FrameOutlet {
  readonly #webSocket: WebSocket

  /** @param socket the stream of the upgrade, on which frames are written */
  constructor(webSocket: WebSocket, socket: Duplex, owner: WriterOwner) {
    super(socket, owner)
    this.#webSocket = webSocket
  }

  get isOpen(): boolean {
    return this.#webSocket.readyState === WebSocket.OPEN
  }

  send(frame: OutgoingFrame): void {
    this.write(wireOf(frame))
  }

  pause(): void {
    this.#webSocket.pause()
  }

  resume(): void {
    this.#webSocket.resume()
  }

  close(code: number, reason: string): void {
    this.#webSocket.close(code, reason)
  }

  terminate(): void {
    this.#webSocket.terminate()
  }
}
