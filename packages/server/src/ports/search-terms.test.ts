import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryTerms, searchTerms } from './search-terms.ts'

describe('terms', () => {
  it('ST6 a text is found by its words and, where there are no spaces, by letters and neighbours', () => {
    expect([...searchTerms('To be, or not to be: 東京都')]).toEqual([
      ['to', 2],
      ['be', 2],
      ['or', 1],
      ['not', 1],
      ['東', 1],
      ['京', 1],
      ['東京', 1],
      ['都', 1],
      ['京都', 1],
    ])
    expect(searchTerms('東、京').has('東京')).toBe(false)
  })

  it('ST6 a text of a hundred thousand different letters has a bounded number of terms', () => {
    const text = Array.from({ length: 100_000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join(
      '',
    )
    expect(searchTerms(text).size).toBe(20_000)
  })

  it.each([
    ['hello wor', ['hello', 'wor'], true],
    ['hello wor ', ['hello', 'wor'], false],
    ['"foo" NEAR(bar*)', ['foo', 'near', 'bar'], false],
    ['東', ['東'], false],
    ['東京都', ['東京', '京都'], false],
    ['東 京', ['東', '京'], false],
    ['iphone手机', ['iphone', '手机'], false],
    ['手机ip', ['手机', 'ip'], true],
    ['cat dog cat', ['dog', 'cat'], true],
    ['👋 "', [], false],
    ['', [], false],
  ])('ST6 %j asks for %j', (query, terms, prefix) => {
    expect(queryTerms(query)).toEqual({ terms, prefix })
  })

  it('ST6 of many words the last twelve are asked for', () => {
    const words = Array.from({ length: 30 }, (_, n) => `w${n}`)
    expect(queryTerms(words.join(' '))).toEqual({ terms: words.slice(-12), prefix: true })
  })

  it('ST6 whatever part of a text is asked for, its terms are among the text’s', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 12 })
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (pieces, from, count) => {
        const start = from % (pieces.length + 1)
        const found = searchTerms(pieces.join(' '))
        const { terms } = queryTerms(`${pieces.slice(start, start + count).join(' ')} `)
        for (const term of terms) expect(found.has(term)).toBe(true)
      }),
    )
  })
})
