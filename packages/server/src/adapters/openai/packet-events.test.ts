import { PassThrough, Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packetEvents } from './packet-events.ts'

const collect = async (body: Readable): Promise<string[]> => {
  const all: string[] = []
  for await (const events of packetEvents(body)) all.push(...events)
  return all
}

it('RT2 events come out whole and in order, however their packets come', async () => {
  const lines = fc.array(fc.string({ unit: 'grapheme' }).map(text => text.replaceAll(/[\r\n]/g, '')))
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (texts, size, waits) => {
      const bytes = Buffer.from(texts.map(text => `data: ${text}\n\n`).join(''))
      const body = new PassThrough()
      const collected = collect(body)
      for (let at = 0; at < bytes.length; at += size) {
        body.write(bytes.subarray(at, at + size))
        if (waits) await new Promise(setImmediate)
      }
      body.end()
      expect(await collected).toEqual(texts)
    }),
    { numRuns: 50 },
  )
})

it('RT6 a service that is faster than its reader has to wait, and nothing is lost', async () => {
  let made = 0
  const event = Buffer.from(`data: ${'x'.repeat(10_000)}\n\n`)
  const body = new Readable({
    read() {
      this.push(made++ < 1_000 ? event : null)
    },
  })
  const events = packetEvents(body)
  const first = await events.next()
  // Time enough to make all of it.
  for (let i = 0; i < 2_000; i++) await new Promise(setImmediate)
  expect(made).toBeLessThan(200)
  let read = first.value?.length ?? 0
  for await (const more of events) read += more.length
  expect(read).toBe(1_000)
})

it('AI2.6 what came before a break is heard, and then the break', async () => {
  const body = new PassThrough()
  const events = packetEvents(body)
  body.write('data: x\n\ndata: y')
  expect((await events.next()).value).toEqual(['x'])
  body.destroy(new Error('cut'))
  await expect(events.next()).rejects.toThrow('cut')
})

it('AI2.6 a body that broke before anybody read it is no end', async () => {
  const body = new PassThrough()
  body.destroy()
  await expect(collect(body)).rejects.toThrow()
})

it('SE8 an event that never ends is refused, and its connection closed', async () => {
  const body = new PassThrough()
  const collected = collect(body)
  for (let i = 0; i < 6; i++) body.write(Buffer.alloc(1024 * 1024, 'x'))
  await expect(collected).rejects.toMatchObject({ kind: 'malformed' })
  expect(body.destroyed).toBe(true)
})
