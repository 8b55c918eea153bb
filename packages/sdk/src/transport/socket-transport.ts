import type { ServerFrame } from '@chat-view/protocol'
import type { ChatLogger, SocketConstructor } from '../options.ts'
import type { Link, LinkListener, Transport } from './transport.ts'

const parse = (data: unknown): ServerFrame | null => {
  try {
    const frame: unknown = typeof data === 'string' ? JSON.parse(data) : null
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as ServerFrame) : null
  } catch {
    return null
  }
}

/** Frames as JSON texts over one WebSocket (RT13). No token is in its address (SE3). */
export class SocketTransport implements Transport {
  readonly name = 'socket'
  /** Until one was tried that did not open, or brought nothing. */
  opens = true
  readonly #url: string
  readonly #Socket: SocketConstructor | undefined
  readonly #logger: ChatLogger | undefined

  /** Without a `Socket` it is the platform's, looked for when it is needed. */
  constructor(server: string, Socket: SocketConstructor | undefined, logger?: ChatLogger) {
    this.#url = `${server.replace(/^http/, 'ws')}/v1/ws`
    this.#Socket = Socket
    this.#logger = logger
  }

  open(listener: LinkListener): Link {
    this.opens = false
    const socket = new (this.#Socket ?? globalThis.WebSocket)(this.#url)
    let open = true
    socket.addEventListener('open', () => open && listener.opened())
    socket.addEventListener('message', ({ data }) => {
      this.opens = true
      const frame = parse(data)
      if (!frame) this.#logger?.warn('a frame could not be read')
      else if (open) listener.frame(frame)
    })
    socket.addEventListener('close', ({ code = 1006 }) => open && listener.closed(code))
    // `close` follows, and says as much; without a listener some implementations throw.
    socket.addEventListener('error', () => {})
    return {
      send: frame => {
        if (socket.readyState === 1) socket.send(JSON.stringify(frame))
      },
      close: () => {
        open = false
        socket.close(1000)
      },
    }
  }
}
