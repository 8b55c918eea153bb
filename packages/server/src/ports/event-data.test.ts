import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventData } from './event-data.ts'

const bodyOf = (packets: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const packet of packets) controller.enqueue(packet)
      controller.close()
    },
  })

const packetsOf = (text: string, cuts: readonly number[]): Uint8Array[] => {
  const bytes = new TextEncoder().encode(text)
  const places = [...new Set([0, ...cuts.map(cut => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end))
}

const collect = async (packets: readonly Uint8Array[]): Promise<string[]> => {
  const all: string[] = []
  for await (const events of eventData(bodyOf(packets))) all.push(...events)
  return all
}

it('RT2 events come out whole, wherever their packets were split', async () => {
  const line = fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('{"a":"😀"}', 'שלום'))
    .map(text => text.replaceAll(/[\r\n]/g, ''))
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.nat()), fc.constantFrom('\n', '\r\n'), async (lines, cuts, end) => {
      const text = lines.map(data => `: comment${end}event: x${end}data: ${data}${end}${end}`).join('')
      expect(await collect(packetsOf(text, cuts))).toEqual(lines)
    }),
  )
})

it('RT2 an event of several lines is one, and one without its end is none', async () => {
  expect(await collect(packetsOf('data: one\ndata:two\n\ndata: cut off', [3, 11]))).toEqual(['one\ntwo'])
})

it('SE8 an event that never ends is refused', async () => {
  const packet = new Uint8Array(1024 * 1024).fill(120)
  await expect(collect(Array.from({ length: 6 }, () => packet))).rejects.toMatchObject({ code: 'provider_failed' })
})

it('SE8 an event of lines without end is refused as well', async () => {
  const packet = new TextEncoder().encode(`data: ${'x'.repeat(1_000)}\n`.repeat(1_000))
  await expect(collect(Array.from({ length: 6 }, () => packet))).rejects.toMatchObject({ code: 'provider_failed' })
})

it('RT1 a reader that leaves lets go of the body', async () => {
  let cancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull: controller => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
    cancel: () => {
      cancelled = true
    },
  })
  for await (const events of eventData(body)) if (events.length > 0) break
  expect(cancelled).toBe(true)
})
