import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addTextHash, endTextHash, hashText, startTextHash } from './text-hash.ts'

test('RT2 the hash of a text does not depend on where it was cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(), fc.nat(), (text, a, b) => {
      const [first = 0, second = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y)
      const hash = startTextHash()
      for (const piece of [text.slice(0, first), text.slice(first, second), text.slice(second)])
        addTextHash(hash, piece)
      expect(endTextHash(hash)).toBe(hashText(text))
    }),
  )
})

test('RT2 the hash is over the text as it is stored: lone surrogates count as U+FFFD', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 12 }), units => {
      const text = String.fromCharCode(...units)
      expect(hashText(text)).toBe(hashText(text.toWellFormed()))
    }),
  )
})

test('RT2 another text has another hash', () => {
  const texts = ['', 'a', 'b', 'ab', 'ba', 'aa', 'é', 'e\u0301', '👩‍💻', '👩💻', '\u0000', ' ']
  expect(new Set(texts.map(hashText)).size).toBe(texts.length)
})
