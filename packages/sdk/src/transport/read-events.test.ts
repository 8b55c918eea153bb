import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readEvents, type StreamEvent } from './read-events.ts'

const streamOf = (bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> => {
  const ends = [...new Set(cuts.map(cut => cut % (bytes.length + 1))), bytes.length].sort((one, other) => one - other)
  return new ReadableStream({
    start: controller => {
      for (const [at, end] of ends.entries()) controller.enqueue(bytes.slice(ends[at - 1] ?? 0, end))
      controller.close()
    },
  })
}

const all = async (text: string, cuts: readonly number[] = []): Promise<StreamEvent[]> => {
  const events: StreamEvent[] = []
  for await (const event of readEvents(streamOf(new TextEncoder().encode(text), cuts))) events.push(event)
  return events
}

it('RT12.1 events are the same wherever the network cuts them, also inside a letter', async () => {
  const text = ':    \n\nid: 1,f.a\ndata: {"text":"ä😀"}\n\nid: 1,f.b\n\ndata: {}\n\ndata: cut o'
  const whole = [
    { id: undefined, data: undefined },
    { id: '1,f.a', data: '{"text":"ä😀"}' },
    { id: '1,f.b', data: undefined },
    { id: undefined, data: '{}' },
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 8 }), async cuts => {
      expect(await all(text, cuts)).toEqual(whole)
    }),
  )
})

it('RT12.1 an answer without a body has no events, and one that is left is not read on', async () => {
  for await (const event of readEvents(null)) expect(event).toBeUndefined()
  let isCancelled = false
  const endless = new ReadableStream<Uint8Array>({
    pull: controller => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
    cancel: () => {
      isCancelled = true
    },
  })
  for await (const { data } of readEvents(endless)) {
    expect(data).toBe('x')
    break
  }
  await expect.poll(() => isCancelled).toBe(true)
})
