import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TextIntake } from './text-intake.ts'

const cutAt = (text: string, cuts: readonly number[]): string[] => {
  const places = [...new Set([0, ...cuts.map(cut => cut % (text.length + 1)), text.length])].sort((a, b) => a - b)
  return places.slice(1).map((end, i) => text.slice(places[i], end))
}
const units = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('😀', 'e\u0301', '\u202eשלום', '\ud83d', '\ude00', '\0', '👩‍👩‍👧'),
)

it('RT2 pieces cut at any unit come out as the whole text, well-formed', () => {
  fc.assert(
    fc.property(fc.array(units), fc.array(fc.nat()), (texts, cuts) => {
      const text = texts.join('')
      const intake = new TextIntake()
      const pieces = [...cutAt(text, cuts).map(piece => intake.push(piece)), intake.end()]
      expect(pieces.join('')).toBe(text.replaceAll('\0', '').toWellFormed())
      for (const piece of pieces) expect(piece.isWellFormed()).toBe(true)
    }),
  )
})

it('RT2 a first half that stays alone becomes a replacement character', () => {
  const intake = new TextIntake()
  expect(intake.push('a\ud83d')).toBe('a')
  expect(intake.end()).toBe('\ufffd')
  expect(intake.end()).toBe('')
})
