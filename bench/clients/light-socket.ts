import { connect, type Socket } from 'node:net'

const endOfHead = Buffer.from('\r\n\r\n')

/** What asks a server to speak WebSocket. */
export const handshake = (path: string): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    '\r\n',
  ].join('\r\n')

const maskedHead = (length: number): Buffer => {
  const head = Buffer.alloc(length < 126 ? 6 : length < 65_536 ? 8 : 14)
  head[0] = 0x81
  if (length < 126) head[1] = 0x80 | length
  else if (length < 65_536) {
    head[1] = 0x80 | 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 0x80 | 127
    head.writeUInt32BE(length, 6)
  }
  return head
}

/** A text as a client's frame. */
export const maskedFrame = (text: string): Buffer => {
  const payload = Buffer.from(text)
  return Buffer.concat([maskedHead(payload.length), payload])
}

/** Gets each message's payload; the buffer is used again afterwards. */
export type OnMessage = (buffer: Buffer, start: number, end: number) => void

/**
 * A WebSocket client that does the least there is to do, so that one core can receive what a server on another sends:
 * no masking beyond the form, no validation, payloads as places in a shared buffer.
 */
export class LightSocket {
  /** Resolves when the handshake is over. */
  readonly opened: Promise<void>
  readonly #socket: Socket
  readonly #onMessage: OnMessage
  readonly #opening = Promise.withResolvers<void>()
  #isOpen = false
  #rest: Buffer | null = null
  #fragments: Buffer[] = []

  constructor(port: number, path: string, shared: Buffer, onMessage: OnMessage) {
    this.opened = this.#opening.promise
    this.#onMessage = onMessage
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length, buffer) => {
          this.#receive(Buffer.from(buffer.buffer, buffer.byteOffset, length))
          return true
        },
      },
    })
    this.#socket.on('error', error => this.#opening.reject(error))
    this.#socket.on('close', () => this.#opening.reject(new Error('the server closed the connection')))
    this.#socket.write(handshake(path))
  }

  send(text: string): void {
    this.#socket.write(maskedFrame(text))
  }

  end(): void {
    this.#socket.destroy()
  }

  #receive(packet: Buffer): void {
    const data = this.#rest ? Buffer.concat([this.#rest, packet]) : packet
    let at = 0
    if (!this.#isOpen) {
      const head = data.indexOf(endOfHead)
      if (head >= 0) at = this.#open(data.toString('latin1', 0, head), head + endOfHead.length)
    }
    if (this.#isOpen) at = this.#frames(data, at)
    this.#rest = at < data.length ? Buffer.from(data.subarray(at)) : null
  }

  #open(head: string, end: number): number {
    this.#isOpen = head.startsWith('HTTP/1.1 101')
    if (this.#isOpen) this.#opening.resolve()
    else this.#opening.reject(new Error(head))
    return end
  }

  /** Takes all whole frames; answers where the next one begins. */
  #frames(data: Buffer, from: number): number {
    let at = from
    while (at + 2 <= data.length) {
      const first = data[at] ?? 0
      const short = (data[at + 1] ?? 0) & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (at + head > data.length) return at
      const length = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : data.readUInt32BE(at + 6)
      const start = at + head
      const end = start + length
      if (end > data.length) return at
      this.#take(first, data, start, end)
      at = end
    }
    return at
  }

  #take(first: number, data: Buffer, start: number, end: number): void {
    const opcode = first & 0x0f
    if (opcode > 2) return
    const isWhole = (first & 0x80) !== 0
    if (isWhole && opcode !== 0) {
      this.#onMessage(data, start, end)
      return
    }
    this.#fragments.push(Buffer.from(data.subarray(start, end)))
    if (!isWhole) return
    const whole = Buffer.concat(this.#fragments)
    this.#fragments = []
    this.#onMessage(whole, 0, whole.length)
  }
}
