import { ChatError } from '../errors/chat-error.ts'
import type { ChatOptions } from '../options.ts'
import { SocketTransport } from './socket-transport.ts'
import type { Link, Transport } from './transport.ts'

/** The transport that the options name, or that works here: sockets, until one does not open (RT12). */
export const chooseTransport = (options: ChatOptions, server: string): Transport => {
  const { transport = 'auto', WebSocket, logger } = options
  if (typeof transport === 'object') return transport
  const socket = new SocketTransport(server, WebSocket, logger)
  if (transport === 'socket') return socket
  if (transport === 'http') socket.opens = false
  else if (transport !== 'auto') throw new ChatError('invalid_request', { detail: 'transport: auto, socket or http' })
  let current: Transport = socket
  return {
    get name() {
      return current.name
    },
    open: listener => {
      if (socket.opens || current !== socket) return current.open(listener)
      let link: Link | undefined
      let isOpen = true
      import('./fallback-transport.ts')
        .then(({ FallbackTransport }) => {
          current = new FallbackTransport({ ...options, server, socket })
          if (isOpen) link = current.open(listener)
        })
        .catch(() => {
          // What cannot be loaded now may be the next time, and till then a socket may open after all.
          socket.opens = transport === 'auto'
          if (isOpen) listener.closed(1006)
        })
      return {
        send: frame => link?.send(frame),
        close: () => {
          isOpen = false
          link?.close()
        },
      }
    },
  }
}
