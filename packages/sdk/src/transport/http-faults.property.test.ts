import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { FakeWay } from '../testing/fake-events.ts'

const ways: readonly FakeWay[] = [{}, { streams: 'held back' }, { requests: 'elsewhere' }]

const course = fc.record({
  text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  drop: fc.double({ min: 0, max: 0.6, noNaN: true }),
  duplicate: fc.boolean(),
  outOfOrder: fc.boolean(),
  cut: fc.boolean(),
  seed: fc.nat(),
  breaks: fc.array(fc.record({ wait: fc.integer({ min: 1, max: 2_000 }), way: fc.constantFrom(...ways) }), {
    maxLength: 4,
  }),
})

describe('answers over HTTP', () => {
  it('RT4 frames that are lost, doubled and swapped, streams that break, are held back or elsewhere leave the text the same', async () => {
    await fc.assert(
      fc.asyncProperty(course, async ({ text, seed, breaks, ...faults }) => {
        await using fixture = chatFixture({ answer: () => text, pace: { mode: 'slow', every: 50 } })
        let state = seed
        const random = () => {
          state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
          return state / 0x7fffffff
        }
        fixture.server.faults = { ...faults, random }
        let read = ''
        const reading = (async () => {
          for await (const piece of fixture.open({ transport: 'http' }).thread().send('Go')) read += piece
        })()
        for (const { wait, way } of breaks) {
          await fixture.pass(wait)
          fixture.server.way = way
          fixture.server.drop()
        }
        await fixture.pass(120_000)
        await reading
        expect(read).toBe(text)
      }),
      { numRuns: 40 },
    )
  })
})
