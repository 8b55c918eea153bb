import type { Server, Socket } from 'node:net'

/** Connections that are remembered before those that have spoken or gone are looked for. */
const fewest = 128

/**
 * Connections on which nothing has come yet, as browsers open them beforehand. Node counts them as busy, so that a server
 * that stops would wait for them (RT15). They cost no listener each: who has spoken or gone is dropped now and then.
 */
export class SilentSockets {
  readonly #sockets = new Set<Socket>()
  #most = fewest

  constructor(server: Server) {
    server.on('connection', socket => this.#add(socket))
  }

  /** Ends them; who has begun to speak is left alone. */
  end(): void {
    this.#drop()
    for (const socket of this.#sockets) socket.destroy()
  }

  #add(socket: Socket): void {
    this.#sockets.add(socket)
    if (this.#sockets.size < this.#most) return
    this.#drop()
    this.#most = Math.max(fewest, 2 * this.#sockets.size)
  }

  #drop(): void {
    for (const socket of this.#sockets) if (socket.destroyed || socket.bytesRead > 0) this.#sockets.delete(socket)
  }
}
