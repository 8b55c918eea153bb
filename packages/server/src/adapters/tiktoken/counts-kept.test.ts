import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CountsKept } from './counts-kept.ts'

const texts = fc.array(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 200 })

it('AI3.1 in whatever order texts come, the last half of the counts is kept, and never more than were allowed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), texts, (most, asked) => {
      const kept = new CountsKept(most)
      for (const text of asked) {
        const count = kept.get(text)
        if (count === undefined) kept.set(text, Number(text))
        else expect(count).toBe(Number(text))
      }
      const lastFirst = [...new Set(asked.toReversed())]
      const known = lastFirst.filter(text => kept.get(text) !== undefined)
      expect(known.length).toBeLessThanOrEqual(most)
      const half = Math.floor(most / 2)
      expect(known).toEqual(expect.arrayContaining(lastFirst.slice(0, half)))
    }),
  )
})

it('AI3.1 a text counts for each encoding on its own', () => {
  expect(CountsKept.keyOf('o200k_base', 'a')).not.toBe(CountsKept.keyOf('cl100k_base', 'a'))
})
