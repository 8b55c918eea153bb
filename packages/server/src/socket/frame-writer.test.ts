import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { encodeText, fragmentBytes } from './encode-frame.ts'
import { FrameWriter } from './frame-writer.ts'

const start = () => {
  const socket = new PassThrough({ highWaterMark: 1_000 })
  const told: string[] = []
  const writer = new FrameWriter(socket, {
    filled: () => told.push('filled'),
    progressed: () => told.push('progressed'),
    drained: () => told.push('drained'),
  })
  return { socket, told, writer }
}

/** Reads all that is there, and what follows from its leaving. */
const readAll = async (socket: PassThrough): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for (;;) {
    const chunk = socket.read()
    if (chunk !== null) chunks.push(chunk)
    await new Promise(resolve => setImmediate(resolve))
    if (chunk === null && socket.readableLength === 0) return Buffer.concat(chunks)
  }
}

it('RT6 a full stream is told of once, and again when it has drained', async () => {
  const { socket, told, writer } = start()
  const frame = encodeText('x'.repeat(900))
  while (writer.ready) writer.write(frame)
  writer.write(frame)
  expect(told).toEqual(['filled'])
  await readAll(socket)
  expect(told).toEqual(['filled', 'progressed', 'drained'])
  expect(writer.ready).toBe(true)
})

it('RT6 short frames never get into a long one, whose progress is seen piece by piece', async () => {
  const { socket, told, writer } = start()
  const long = encodeText('y'.repeat(5 * fragmentBytes))
  const short = encodeText('z')
  writer.write(short)
  writer.write(long)
  writer.write(short)
  expect(writer.betweenMessages).toBe(false)
  expect(writer.waiting).toBe(short.length)
  expect(await readAll(socket)).toEqual(Buffer.concat([short, long, short]))
  expect(told.filter(what => what === 'progressed').length).toBeGreaterThanOrEqual(5)
  expect(writer.betweenMessages).toBe(true)
})

it('RT6 what is dropped is not written, and what was cut ends at a whole piece', async () => {
  const { socket, writer } = start()
  const long = encodeText('y'.repeat(5 * fragmentBytes))
  writer.write(long)
  writer.drop()
  const written = await readAll(socket)
  expect(written.length % fragmentBytes).toBe(0)
  expect(written.length).toBeLessThan(long.length)
  expect(writer.waiting).toBe(0)
})
