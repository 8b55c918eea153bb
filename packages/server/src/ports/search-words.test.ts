import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, wordsOf } from './search-words.ts'

const pieces = fc.constantFrom(
  ...[
    'é',
    'e\u0301',
    'İ',
    'ı',
    'ß',
    'ﬁ',
    '½',
    'ﷺ',
    '東',
    '京',
    'が',
    'か\u3099',
    'ﾊﾟ',
    'ー',
    '한',
    '\u1112\u1161\u11ab',
  ],
  ...[
    'ไ',
    'ท',
    'ก็',
    'क्षि',
    'ש\u05b8',
    'م\u200cی',
    '👩‍💻',
    '❤️',
    '\ud83d',
    '\udc00',
    '𝒳',
    '𐐀',
    ' ',
    '-',
    '"',
    '_',
    'a',
    'Z',
    '7',
  ],
)
const texts = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 30 })
  .map(all => all.join(''))

const terms = (text: string): string[] => [...wordsOf(text)].map(({ term }) => term)

describe('words of a text', () => {
  it.each([
    ['Café Zürich', ['cafe', 'zurich']],
    ['İstanbul KADIKÖY ısı', ['istanbul', 'kadikoy', 'isi']],
    ['Straße STRASSE', ['strasse', 'strasse']],
    ['ΟΔΟΣ οδός', ['οδοσ', 'οδοσ']],
    ['ﬁne œuvre Łódź Øre', ['fine', 'oeuvre', 'lodz', 'ore']],
    ['ＡＢＣ１２ x² Ⅳ', ['abc12', 'x2', 'iv']],
    ['½ ⑴', ['1', '2', '1']],
    ['ﷺ', ['صلى', 'الله', 'عليه', 'وسلم']],
    ['שָׁלוֹם مُحَمَّد', ['שלום', 'محمد']],
    ['می‌خواهم co\u00adop', ['میخواهم', 'coop']],
    ['don’t snake_case a-b', ['don', 't', 'snake_case', 'a', 'b']],
    ['❤️ 👩‍💻 1️⃣ … \ud83d \u0000', ['1']],
    ['iPhone手机5', ['iphone', '手', '机', '5']],
    ['コーヒー ﾊﾟﾝ', ['コ', 'ー', 'ヒ', 'ー', 'パ', 'ン']],
    ['한국'.normalize('NFD'), ['한', '국']],
    ['ก็ไทย', ['ก็', 'ไ', 'ท', 'ย']],
    ['क्षि हिन्दी', ['क्षि', 'हिन्दी']],
    ['', []],
  ])('ST6 %j is found by %j', (text, expected) => {
    expect(terms(text)).toEqual(expected)
  })

  it('ST6 a place is in the text as it is written, whatever the word is called', () => {
    fc.assert(
      fc.property(texts, text => {
        let before = { start: 0, end: 0 }
        for (const { term, start, end } of wordsOf(text)) {
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          // Several words can be one letter; else they follow one another.
          if (start !== before.start) expect(start).toBeGreaterThanOrEqual(before.end)
          expect(terms(text.slice(start, end))).toContain(term)
          before = { start, end }
        }
      }),
    )
  })

  it('ST6 a term is letters, digits, marks and underscores, bounded, whole, and folds to itself', () => {
    fc.assert(
      fc.property(texts, text => {
        for (const term of terms(text)) {
          expect(term).toMatch(/^[\p{L}\p{N}\p{M}_]{1,64}$/u)
          expect(term.isWellFormed()).toBe(true)
          expect(fold(term)).toBe(term)
        }
      }),
    )
  })

  it('ST6 composed or in pieces, upper or lower: the terms are the same', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), all => {
        const text = all.join(' ')
        for (const form of ['NFC', 'NFD'] as const) expect(terms(text.normalize(form))).toEqual(terms(text))
        expect(terms(text.toUpperCase().replaceAll('SS', 'ss'))).toEqual(terms(text))
      }),
    )
  })

  it('ST6 a very long word is cut between letters, and a very long text is looked at up to its bound', () => {
    const [word] = wordsOf('𝒳𐐨'.repeat(80))
    expect(word?.term.length).toBeLessThanOrEqual(64)
    expect(word?.end).toBe(320)
    const letters = 'a'.repeat(63)
    expect(terms(`${letters}𐐨`)).toEqual([letters])
    const long = [...wordsOf('word '.repeat(50_000))]
    expect(long).toHaveLength(20_000)
    expect(long.at(-1)?.end).toBeLessThanOrEqual(100_000)
  })
})
