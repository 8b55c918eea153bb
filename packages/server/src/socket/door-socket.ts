import { type RawData, WebSocket } from 'ws'
import type { Connection } from './connection.ts'
import type { FrameReceiver } from './frame-receiver.ts'

/** A `ws` socket that knows its connection: its listeners are shared functions instead of one closure each. */
export class DoorSocket extends WebSocket {
  connection: Connection | null = null
  receiver: FrameReceiver | null = null

  /** Binds it to its connection. Once it has closed it holds nothing. */
  attach(connection: Connection, receiver: FrameReceiver, onClosed: (this: WebSocket) => void): void {
    this.connection = connection
    this.receiver = receiver
    this.on('message', onMessage)
    this.on('error', onError)
    this.on('close', onClosed)
  }
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  if (this instanceof DoorSocket) this.receiver?.receive(data, isBinary)
}

// `ws` closes the socket itself after an error, with the code that belongs to it; `close` follows.
function onError(this: WebSocket, error: Error): void {
  if (this instanceof DoorSocket) this.receiver?.broke(error)
}
