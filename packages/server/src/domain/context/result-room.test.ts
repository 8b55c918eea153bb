import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ProviderMessage } from '../../ports/provider.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import { Meter } from './meter.ts'
import { ResultRoom } from './result-room.ts'
import { TokenCorrection } from './token-correction.ts'

const letters: TokenCounter = {
  count: async (_, texts) => ({ tokens: texts.map(({ length }) => length), estimated: false }),
  close: async () => {},
}
const roomOf = (tokens: number): ResultRoom =>
  new ResultRoom(new Meter({ counter: letters, correction: new TokenCorrection(), model: 'm' }), tokens)
const turn = { role: 'assistant' as const, text: '', calls: [{ id: '1', name: 't', arguments: '{}' }] }
const results = (...lengths: number[]): ProviderMessage[] =>
  lengths.map((length, n) => ({ role: 'tool', call: `${n}`, name: 't', text: 'r'.repeat(length) }))

it('AI3.11 results that fit stay as they are', async () => {
  const told = results(100, 200)
  expect(await roomOf(1_000).fit(turn, told)).toEqual(told)
})

it('AI3.11 a long result is cut to what the short ones leave, and the next round has what is left', async () => {
  const room = roomOf(1_000)
  const [short, long] = await room.fit(turn, results(100, 5_000))
  expect(short?.text).toHaveLength(100)
  expect(long?.text).toMatch(/^r+\n\[… \d+ characters left out.*\]\nr+$/)
  expect(long?.text.length).toBeGreaterThan(600)
  const [next] = await room.fit(turn, results(500))
  expect(next).toMatchObject({ role: 'tool', call: '0', text: '[The result is too long to be read here.]' })
})

it('AI3.11 whatever tools say, in however many rounds, the request grows by little more than its room', async () => {
  const rounds = fc.array(fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 6 }), {
    maxLength: 4,
  })
  await fc.assert(
    fc.asyncProperty(rounds, fc.integer({ min: 0, max: 8_000 }), async (lengths, tokens) => {
      const room = roomOf(tokens)
      let grown = 0
      for (const round of lengths) {
        const fitted = await room.fit(turn, results(...round))
        expect(fitted.map(result => (result.role === 'tool' ? result.call : ''))).toEqual(round.map((_, n) => `${n}`))
        grown += fitted.reduce((sum, { text }) => sum + text.length + 4, 0)
      }
      // What says that there is no room takes some too.
      const notices = lengths.flat().length * 45
      expect(grown).toBeLessThanOrEqual(tokens + notices)
    }),
  )
})
