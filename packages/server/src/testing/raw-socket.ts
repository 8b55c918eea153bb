import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

/** A socket whose frames a test writes byte by byte, as no client would. */
export interface RawSocket {
  /** What the server answered to the upgrade. */
  readonly head: string
  /** A text frame; `compressed` says that it is deflated, whatever was agreed upon. */
  sendFrame(payload: Uint8Array, options?: { readonly compressed?: boolean }): void
  /** The code with which the server closes; null when it just hangs up. */
  closeCode(): Promise<number | null>
}

const headerOf = (length: number, mask: Uint8Array, compressed: boolean): Buffer => {
  const header = Buffer.alloc(length < 65_536 ? 4 : 10)
  header[0] = 0x81 | (compressed ? 0x40 : 0)
  header[1] = 0x80 | (length < 65_536 ? 126 : 127)
  if (length < 65_536) header.writeUInt16BE(length, 2)
  else header.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([header, mask])
}

/** Opens a WebSocket by hand, and offers to compress. */
export const connectRaw = async (port: number, path: string): Promise<RawSocket> => {
  const socket = connect(port, '127.0.0.1')
  let received = Buffer.alloc(0)
  const ended = new Promise<void>(resolve => socket.once('close', () => resolve()))
  socket.on('error', () => {})
  const answered = new Promise<void>(resolve => {
    socket.on('data', piece => {
      received = Buffer.concat([received, piece])
      if (received.includes('\r\n\r\n')) resolve()
    })
  })
  const lines = [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Extensions: permessage-deflate',
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  await Promise.race([answered, ended])
  const end = received.indexOf('\r\n\r\n')
  return {
    head: received.subarray(0, end).toString(),
    sendFrame(payload, { compressed = false } = {}) {
      const mask = randomBytes(4)
      const masked = Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)))
      socket.write(Buffer.concat([headerOf(payload.length, mask, compressed), masked]))
    },
    async closeCode() {
      // A close frame has a short header, and the code first.
      const find = (): number | null => {
        const at = received.indexOf(0x88, end + 4)
        return at < 0 ? null : received.readUInt16BE(at + 2)
      }
      await ended
      return find()
    },
  }
}
