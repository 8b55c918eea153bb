import { bounds } from '@chat-view/protocol/codes'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readSuggestions } from './read-suggestions.ts'

it.each([
  ['Why?\nHow?', ['Why?', 'How?']],
  ['1. Why?\n2) How?\n- When?', ['Why?', 'How?', 'When?']],
  ['“Why?”\n\n  "How?"  ', ['Why?', 'How?']],
  ['Why?\nWhy?', ['Why?']],
  ['a\nb\nc\nd\ne', ['a', 'b', 'c', 'd']],
  ['', []],
  [`${'x'.repeat(bounds.suggestions.length + 1)}\nShort?`, ['Short?']],
])('CV8.1 %j holds the questions %j', (text, questions) => {
  expect(readSuggestions(text)).toEqual(questions)
})

it('CV8.1 whatever a model says, suggestions are few, short, different and on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), text => {
      const found = readSuggestions(text)
      expect(found.length).toBeLessThanOrEqual(bounds.suggestions.max)
      expect(new Set(found).size).toBe(found.length)
      for (const one of found) {
        expect(one).toMatch(/^\S(.*\S)?$/u)
        expect(one.isWellFormed()).toBe(true)
        expect(one.length).toBeLessThanOrEqual(bounds.suggestions.length)
      }
    }),
  )
})
