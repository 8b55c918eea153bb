import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LinearPattern } from './linear-pattern.ts'

const found = (source: string, text: string): string[] =>
  new LinearPattern(source).spans(text).map(({ start, end }) => text.slice(start, end))

describe('patterns of operators', () => {
  it.each([
    [String.raw`KD-\d{6}`, 'KD-123456, kd-123456 and KD-12345', ['KD-123456']],
    [String.raw`\b[A-Z]{2}\d+\b`, 'AB12 xAB12 AB12x', ['AB12']],
    ['^a|b$', 'a ab', ['a', 'b']],
    ['(?i:straße)', 'STRAßE', ['STRAßE']],
    ['(?:ab)+c?', 'ababc abx', ['ababc', 'ab']],
    [String.raw`(?<n>\p{Lu})\P{Lu}{1,2}`, 'Äbc D!', ['Äbc', 'D!']],
    ['x{2,3}', 'x xx xxxxx', ['xx', 'xxxxx']],
    [String.raw`\u{1F600}.`, 'a😀b😀', ['😀b']],
    ['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd']],
    ['(?:|x)y', 'xy', ['xy']],
    [String.raw`o\B`, 'o oo', ['o']],
  ])('AI8.5 %s is found in %j', (source, text, expected) => {
    expect(found(source, text)).toEqual(expected)
    expect(new LinearPattern(source).isIn(text)).toBe(expected.length > 0)
  })

  it('AI8.5 it finds where the usual engine finds, and covers what that one covers', () => {
    const sign = fc.constantFrom('a', 'b', '[ab]', '.', String.raw`\w`)
    const repeated = fc.tuple(sign, fc.constantFrom('', '+', '*', '?', '{2}', '{1,3}')).map(parts => parts.join(''))
    const sequence = fc.array(repeated, { minLength: 1, maxLength: 4 }).map(parts => parts.join(''))
    const source = fc.tuple(sequence, sequence).map(([a, b]) => `x(?:${a}|${b})`)
    fc.assert(
      fc.property(source, fc.array(fc.constantFrom('a', 'b', 'x', ' '), { maxLength: 30 }), (pattern, signs) => {
        const text = signs.join('')
        const ours = new LinearPattern(pattern)
        const usual = [...text.matchAll(new RegExp(pattern, 'gu'))]
        expect(ours.isIn(text)).toBe(usual.length > 0)
        const covered = ours.spans(text)
        for (const { index, 0: own } of usual)
          expect(covered.some(({ start, end }) => start <= index && index + own.length <= end)).toBe(true)
      }),
    )
  })

  it('AI8.5 what makes the usual engine hang takes steps in proportion to the text', () => {
    const pattern = new LinearPattern('(?:a+)+(?:a+)+b')
    expect(pattern.spans('a'.repeat(20_000))).toEqual([])
    expect(pattern.isIn(`${'a'.repeat(20_000)}b`)).toBe(true)
  })

  it('AI8.5 a pattern that cannot be walked is an error where it is used, too', () => {
    expect(() => new LinearPattern('(a)\\1')).toThrow(/one walk/)
  })
})
