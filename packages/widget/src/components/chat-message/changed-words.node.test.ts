import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedWords } from './changed-words.ts'

const words = fc
  .array(fc.constantFrom('one', 'two', 'ไทย', '👩‍🚀', ' ', '\n', ', '), { maxLength: 12 })
  .map(all => all.join(''))

test('CV5 what differs between two texts is marked, in whole words', () => {
  expect(changedWords('insulate the wall first', 'insulate the loft first')).toEqual([
    { text: 'insulate the ', changed: false },
    { text: 'wall', changed: true },
    { text: ' first', changed: false },
  ])
})

test('CV5 the pieces are the text, and only what both have is unmarked', () => {
  fc.assert(
    fc.property(words, words, (one, other) => {
      const pieces = changedWords(one, other)
      expect(pieces.map(({ text }) => text).join('')).toBe(one)
      const kept = (text: string, from: string) => changedWords(text, from).filter(({ changed }) => !changed)
      expect(kept(one, other)).toEqual(kept(other, one))
      if (one === other) expect(pieces.some(({ changed }) => changed)).toBe(false)
    }),
  )
})
