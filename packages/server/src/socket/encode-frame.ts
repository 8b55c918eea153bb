import type { OutgoingFrame } from '../ports/outgoing-frame.ts'

const textFrame = 0x1
const continuation = 0x0
const final = 0x80

/** Payload bytes of one fragment: between two of them control frames may go out, and progress is seen. */
const fragmentPayload = 32 * 1024

/** Bytes of a whole fragment with its header. A longer encoding is a row of these, and one last shorter piece. */
export const fragmentBytes = fragmentPayload + 4

const headerBytes = (payload: number): number => (payload < 126 ? 2 : 4)

const writeHeader = (target: Buffer, at: number, firstByte: number, payload: number): number => {
  target[at] = firstByte
  if (payload < 126) {
    target[at + 1] = payload
    return at + 2
  }
  target[at + 1] = 126
  return target.writeUInt16BE(payload, at + 2)
}

const encodeFragments = (text: string): Buffer => {
  const payload = Buffer.from(text)
  const whole = Math.ceil(payload.length / fragmentPayload) - 1
  const last = payload.length - whole * fragmentPayload
  const wire = Buffer.allocUnsafe(whole * fragmentBytes + headerBytes(last) + last)
  let at = 0
  for (let from = 0; from < payload.length; from += fragmentPayload) {
    const length = Math.min(fragmentPayload, payload.length - from)
    const opcode = from === 0 ? textFrame : continuation
    at = writeHeader(wire, at, from + length === payload.length ? opcode | final : opcode, length)
    at += payload.copy(wire, at, from, from + length)
  }
  return wire
}

/** A text message as a server puts it on the wire (RFC 6455, unmasked); a long one in fragments. */
export const encodeText = (text: string): Buffer => {
  const bytes = Buffer.byteLength(text)
  if (bytes > fragmentPayload) return encodeFragments(text)
  const header = headerBytes(bytes)
  const wire = Buffer.allocUnsafe(header + bytes)
  writeHeader(wire, 0, textFrame | final, bytes)
  wire.write(text, header)
  return wire
}

/** The frame's bytes for any socket: made once, however many readers there are. */
export const wireOf = (frame: OutgoingFrame): Buffer => {
  if (Buffer.isBuffer(frame.wire)) return frame.wire
  const wire = encodeText(frame.text)
  frame.wire = wire
  return wire
}
