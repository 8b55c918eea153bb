import type { AddressInfo, Server, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** What a proxy does to the bytes that pass. */
export type ProxyMode = 'pass' | 'stall' | 'refuse'

/** A TCP proxy between a client and a server under test, that can cut, stall and refuse. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number
  /** Open pairs of sockets. */
  readonly open: number
  /** `stall` holds bytes back in both directions until `pass`; `refuse` ends new connections at once. */
  setMode(mode: ProxyMode): void
  /** Cuts every open connection with a reset, as a network does. */
  drop(): void
  /** Lets so many more bytes pass from the server to each client that is connected now, then cuts it: also inside a frame. */
  dropAfter(bytes: number): void
  /** Where it connects to from now on, as when a server came back elsewhere. */
  setTarget(port: number): void
  close(): Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
  /** Bytes that may still pass to the client. */
  left: number
}

class FaultyProxy implements TcpProxy {
  readonly #server: Server
  readonly #pairs = new Set<Pair>()
  #target: number
  #mode: ProxyMode = 'pass'

  constructor(target: number) {
    this.#target = target
    this.#server = createServer(client => this.#accept(client))
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(0, '127.0.0.1', resolve)
    })
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get open(): number {
    return this.#pairs.size
  }

  #accept(client: Socket): void {
    if (this.#mode === 'refuse') {
      client.resetAndDestroy()
      return
    }
    const pair: Pair = { client, server: connect(this.#target, '127.0.0.1'), left: Number.POSITIVE_INFINITY }
    this.#pairs.add(pair)
    client.on('data', chunk => this.#forward(pair.server, client, chunk))
    pair.server.on('data', chunk => this.#toClient(pair, chunk))
    for (const socket of [client, pair.server]) {
      socket.on('error', () => this.#cut(pair))
      socket.on('close', () => this.#cut(pair))
      if (this.#mode === 'stall') socket.pause()
    }
  }

  #toClient(pair: Pair, chunk: Buffer): void {
    if (chunk.length <= pair.left) {
      pair.left -= chunk.length
      this.#forward(pair.client, pair.server, chunk)
      return
    }
    const piece = chunk.subarray(0, pair.left)
    pair.left = 0
    pair.server.pause()
    // Cut once the piece is with the system, so that its reader gets the first half of a frame.
    pair.client.write(piece, () => this.#cut(pair))
  }

  #forward(to: Socket, from: Socket, chunk: Buffer): void {
    if (to.destroyed || to.write(chunk)) return
    from.pause()
    to.once('drain', () => {
      if (this.#mode !== 'stall') from.resume()
    })
  }

  #cut(pair: Pair): void {
    if (!this.#pairs.delete(pair)) return
    for (const socket of [pair.client, pair.server]) {
      // The reset of one that is ending fails, and leaves it open for ever: Node would not even exit.
      if (socket.writableEnded) socket.destroy()
      else if (!socket.destroyed) socket.resetAndDestroy()
    }
  }

  setMode(mode: ProxyMode): void {
    this.#mode = mode
    for (const { client, server } of this.#pairs) {
      for (const socket of [client, server]) {
        if (mode === 'stall') socket.pause()
        else socket.resume()
      }
    }
  }

  drop(): void {
    for (const pair of [...this.#pairs]) this.#cut(pair)
  }

  dropAfter(bytes: number): void {
    for (const pair of this.#pairs) pair.left = bytes
  }

  setTarget(port: number): void {
    this.#target = port
  }

  async close(): Promise<void> {
    this.drop()
    await new Promise<void>(resolve => this.#server.close(() => resolve()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** Starts a proxy on a free port of 127.0.0.1 in front of another port there. */
export const startTcpProxy = async (target: number): Promise<TcpProxy> => {
  const proxy = new FaultyProxy(target)
  await proxy.listen()
  return proxy
}
