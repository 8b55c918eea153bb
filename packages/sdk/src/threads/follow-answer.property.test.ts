import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'

describe('answers', () => {
  it('RT4 frames that are lost, doubled and swapped on the way leave the text byte for byte the same', async () => {
    const faults = fc.record({
      text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      drop: fc.double({ min: 0, max: 0.6, noNaN: true }),
      duplicate: fc.boolean(),
      outOfOrder: fc.boolean(),
      cut: fc.boolean(),
      seed: fc.nat(),
      breaks: fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(faults, async ({ text, seed, breaks, ...more }) => {
        await using fixture = chatFixture({ answer: () => text, pace: { mode: 'slow', every: 50 } })
        let state = seed
        const random = () => {
          state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
          return state / 0x7fffffff
        }
        fixture.server.faults = { ...more, random }
        let read = ''
        const reading = (async () => {
          for await (const piece of fixture.open().thread().send('Go')) read += piece
        })()
        for (const wait of breaks) {
          await fixture.pass(wait)
          fixture.server.drop()
        }
        await fixture.pass(60_000)
        await reading
        expect(read).toBe(text)
      }),
      { numRuns: 40 },
    )
  })
})
