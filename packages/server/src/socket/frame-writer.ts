import { fragmentBytes } from './encode-frame.ts'

/** The part of a writable stream that is used. */
export interface ByteSink {
  /** Bytes that it holds. */
  readonly writableLength: number
  /** False when it has had enough, until `drain`. */
  write(piece: Uint8Array): boolean
  once(event: 'drain', listener: () => void): unknown
}

/** Who is told how a writer gets on. */
export interface WriterOwner {
  /** Nothing more is taken until `drained`. */
  filled(): void
  /** Some of what waited has left. */
  progressed(): void
  /** It is ready again. */
  drained(): void
}

/**
 * Puts encoded frames on a socket and knows when it has had enough (RT6). It writes to the stream of the upgrade
 * itself, through which `ws` sends its control frames: without compression both write whole frames at once, so one
 * buffer serves all sockets, which `ws.send` would frame anew for each.
 */
export class FrameWriter {
  readonly #socket: ByteSink
  readonly #owner: WriterOwner
  #waiting = false
  #queue: Buffer[] | undefined
  #queued = 0

  constructor(socket: ByteSink, owner: WriterOwner) {
    this.#socket = socket
    this.#owner = owner
  }

  /** Can it take more? What must go out may be written nevertheless. */
  get ready(): boolean {
    return !this.#waiting && this.#queue === undefined
  }

  /** Bytes that wait, besides the rest of a message that is on its way: one may be longer than any bound. */
  get waiting(): number {
    const head = this.#queue?.[0]
    return head ? this.#queued - head.length : this.#socket.writableLength
  }

  /** True between two messages; control frames may go out at any time, others only here. */
  get betweenMessages(): boolean {
    return this.#queue === undefined
  }

  write(wire: Buffer): void {
    if (this.#queue === undefined && wire.length <= fragmentBytes) {
      if (!this.#socket.write(wire)) this.#wait()
      return
    }
    this.#queue ??= []
    this.#queue.push(wire)
    this.#queued += wire.length
    this.#pump()
  }

  /** Forgets what waits here; what the stream has will still go. */
  drop(): void {
    this.#queue = undefined
    this.#queued = 0
  }

  #pump(): void {
    const queue = this.#queue
    while (queue !== undefined && !this.#waiting) {
      const wire = queue.shift()
      if (wire === undefined) break
      const piece = wire.subarray(0, fragmentBytes)
      if (wire.length > piece.length) queue.unshift(wire.subarray(piece.length))
      this.#queued -= piece.length
      if (!this.#socket.write(piece)) this.#wait()
    }
    if (queue?.length === 0) this.#queue = undefined
  }

  #wait(): void {
    if (this.#waiting) return
    this.#waiting = true
    this.#socket.once('drain', () => {
      this.#waiting = false
      this.#owner.progressed()
      this.#pump()
      if (this.ready) this.#owner.drained()
    })
    this.#owner.filled()
  }
}
