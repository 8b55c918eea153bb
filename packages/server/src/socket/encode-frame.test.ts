import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import { encodeText, fragmentBytes, wireOf } from './encode-frame.ts'

/** Reads a row of unmasked frames as RFC 6455 has them. */
const decode = (wire: Buffer): { opcode: number; final: boolean; payload: Buffer }[] => {
  const frames: { opcode: number; final: boolean; payload: Buffer }[] = []
  for (let at = 0; at < wire.length; ) {
    const first = wire.readUInt8(at)
    const short = wire.readUInt8(at + 1)
    const header = short === 126 ? 4 : 2
    const length = short === 126 ? wire.readUInt16BE(at + 2) : short
    expect(short).toBeLessThanOrEqual(126)
    if (short === 126) expect(length).toBeGreaterThan(125)
    const payload = wire.subarray(at + header, at + header + length)
    frames.push({ opcode: first & 0x0f, final: (first & 0x80) !== 0, payload })
    at += header + length
  }
  return frames
}

const expectReadable = (text: string): void => {
  const frames = decode(encodeText(text))
  expect(Buffer.concat(frames.map(frame => frame.payload)).toString()).toBe(text)
  expect(frames.map(frame => frame.opcode)).toEqual(frames.map((_, at) => (at === 0 ? 1 : 0)))
  expect(frames.map(frame => frame.final)).toEqual(frames.map((_, at) => at === frames.length - 1))
}

it('RT6 any text is one message on the wire, in its own characters', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), expectReadable))
})

it.each([0, 1, 125, 126, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537, 98_304, 98_305, 98_430])(
  'RT6 a text of %i bytes is one message, in pieces where it is long',
  length => {
    expectReadable('x'.repeat(length))
    const wire = encodeText('x'.repeat(length))
    expect(decode(wire)).toHaveLength(Math.max(1, Math.ceil(length / 32_768)))
    // All pieces but the last fill a fragment: a writer may cut there.
    for (let at = fragmentBytes; at < wire.length; at += fragmentBytes) expect(wire.readUInt8(at) & 0x0f).toBe(0)
  },
)

it('RT6 characters of several bytes may lie across pieces', () => {
  expectReadable(`x${'😀é\u202bשלום'.repeat(10_000)}`)
})

it('RT6 a frame is encoded once for all its readers', () => {
  const frame = new OutgoingFrame({ type: 'ping' })
  expect(wireOf(frame)).toBe(wireOf(frame))
})
