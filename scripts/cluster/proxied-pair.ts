import type { Socket } from 'node:net'
import { StreamHold } from './stream-hold.ts'

/** `slow`: its client gets a byte at a time. `silent`: nothing passes, and neither end is told that the other has gone. */
export type Strain = 'slow' | 'silent'

export interface PairOptions {
  /** The node behind it, by its place in the list. */
  readonly node: number
  readonly client: Socket
  readonly server: Socket
  /** It is cut, or over. */
  readonly ended: () => void
}

/** Milliseconds from one byte to the next. */
const slowStep = 2

/** A client's connection and the one to a node behind it. */
export class ProxiedPair {
  readonly node: number
  /** Event streams are held back until they end. */
  holdsStreams = false
  readonly #client: Socket
  readonly #server: Socket
  readonly #ended: () => void
  readonly #hold = new StreamHold()
  /** Bytes that may still pass to the client. */
  #left = Number.POSITIVE_INFINITY
  #strain: Strain | null = null
  /** Bytes that wait for their turn on a slow one. */
  #waiting = Buffer.alloc(0)
  #dripping: NodeJS.Timeout | undefined
  #isOver = false

  constructor({ node, client, server, ended }: PairOptions) {
    this.node = node
    this.#client = client
    this.#server = server
    this.#ended = ended
    client.setNoDelay(true).on('data', chunk => this.#pass(client, server, chunk))
    server.setNoDelay(true).on('data', chunk => this.#toClient(chunk))
    client.on('end', () => this.#strain !== 'silent' && server.end())
    server.on('end', () => this.#endClient())
    for (const socket of [client, server]) socket.on('error', () => this.#gone()).on('close', () => this.#gone())
    client.resume()
  }

  get strain(): Strain | null {
    return this.#strain
  }

  /** Lets so many more bytes pass to the client, then cuts it. */
  limit(bytes: number): void {
    this.#left = bytes
  }

  put(strain: Strain): void {
    this.#strain = strain
    if (strain === 'silent') for (const socket of [this.#client, this.#server]) socket.pause()
  }

  /** A slow one goes on as before, a silent one is cut. */
  relieve(): void {
    if (this.#strain === 'silent') this.cut()
    this.#strain = null
  }

  cut(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#dry()
    this.#ended()
    for (const socket of [this.#client, this.#server]) {
      // What was said before an orderly end is still on its way.
      if (socket.writableEnded) socket.destroySoon()
      else if (!socket.destroyed) socket.resetAndDestroy()
    }
  }

  #gone(): void {
    if (this.#strain !== 'silent') this.cut()
  }

  #pass(from: Socket, to: Socket, chunk: Buffer): void {
    if (to.destroyed || to.write(chunk)) return
    from.pause()
    to.once('drain', () => this.#strain !== 'silent' && from.resume())
  }

  #toClient(given: Buffer): void {
    const chunk = this.holdsStreams ? this.#hold.take(given) : given
    if (chunk === null) return
    // What a slow one had to wait for goes first, also when it is slow no more.
    if (this.#strain === 'slow' || this.#dripping) {
      this.#dribble(chunk)
      return
    }
    if (chunk.length <= this.#left) {
      this.#left -= chunk.length
      this.#pass(this.#server, this.#client, chunk)
      return
    }
    const piece = chunk.subarray(0, this.#left)
    this.#left = 0
    this.#server.pause()
    // Cut once the piece is with the system, so that its reader gets the first half of a frame.
    this.#client.write(piece, () => this.cut())
  }

  /** Takes no more of the server until the client has all of it. */
  #dribble(chunk: Buffer): void {
    if (this.#isOver) return
    this.#waiting = Buffer.concat([this.#waiting, chunk])
    this.#server.pause()
    this.#dripping ??= setInterval(() => this.#drip(), slowStep)
  }

  #drip(): void {
    const length = this.#strain === 'slow' ? 1 : this.#waiting.length
    this.#client.write(this.#waiting.subarray(0, length))
    this.#waiting = this.#waiting.subarray(length)
    if (this.#waiting.length > 0) return
    this.#dry()
    this.#server.resume()
  }

  #dry(): void {
    clearInterval(this.#dripping)
    this.#dripping = undefined
  }

  #endClient(): void {
    if (this.#strain === 'silent') return
    this.#dry()
    const rest = Buffer.concat([this.#waiting, this.#hold.rest() ?? Buffer.alloc(0)])
    if (rest.length > 0) this.#client.write(rest)
    this.#client.end()
  }
}
