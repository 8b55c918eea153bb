import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryTerms } from '../../ports/search-terms.ts'
import { wordsOf } from '../../ports/search-words.ts'
import { makeSnippet } from './make-snippet.ts'

const snippet = (text: string, query: string, longest?: number) => makeSnippet(text, queryTerms(query), longest)

/** The snippet with brackets around what was found. */
const marked = (text: string, query: string, longest?: number): string => {
  const { text: shown, ranges } = snippet(text, query, longest)
  return ranges.reduceRight((all, [from, to]) => `${all.slice(0, from)}[${all.slice(from, to)}]${all.slice(to)}`, shown)
}

describe('snippets', () => {
  it.each([
    ['A café by the sea', 'CAFE', 'A [café] by the sea'],
    ['cafés and bars', 'caf', '[cafés] and bars'],
    ['one two\nthree\ttwo', 'two three ', 'one [two] [three] [two]'],
    ['東京都は首都', '東京都', '[東京都]は首都'],
    ['京 東京', '東京', '京 [東京]'],
    ['<b>bold</b> & "quoted"', 'bold', '<b>[bold]</b> & "quoted"'],
    ['nothing of it', 'absent', 'nothing of it'],
    ['👩‍💻 codes 👩‍💻', 'codes', '👩‍💻 [codes] 👩‍💻'],
    ['', 'x', ''],
  ])('ST6 of %j, asked for %j, %j is shown', (text, query, expected) => {
    expect(marked(text, query)).toBe(expected)
  })

  it('ST6 of a long text the piece around what was found, cut between words', () => {
    const text = `${'before it all '.repeat(30)}needle ${'and after that '.repeat(30)}`
    const shown = marked(text, 'needle')
    expect(shown).toMatch(/^…(before|it|all) .*\[needle\] and .* (and|after|that)…$/)
    expect(shown.length).toBeLessThanOrEqual(162)
    expect(marked(`needle ${text}`, 'needle')).toMatch(/^\[needle\] before/)
    expect(marked(`${'x '.repeat(300)}needle`, 'needle')).toMatch(/^…x x.* x \[needle\]$/)
  })

  it('ST6 the piece is taken where most of the words stand together', () => {
    const text = `alpha ${'filler '.repeat(60)}alpha beta ${'filler '.repeat(60)}beta`
    expect(marked(text, 'alpha beta')).toContain('[alpha] [beta]')
  })

  it('ST6 a word longer than the piece is shown in part', () => {
    const { text, ranges } = snippet(`see ${'𝒳'.repeat(300)}`, '𝒳'.repeat(20))
    expect(text.length).toBeLessThanOrEqual(160)
    expect(text.isWellFormed()).toBe(true)
    expect(ranges).toEqual([[4, text.length - 1]])
  })

  it('ST6 a match at the end of the longest message is shown without looking at more than is needed', () => {
    const text = `${'word '.repeat(19_990)}needle`
    expect(marked(text, 'needle')).toMatch(/^…word .*\[needle\]$/)
  })

  const pieces = fc.constantFrom(
    'a',
    'needle',
    'Nädel',
    '東',
    '京',
    ' ',
    '\n',
    '👩‍💻',
    'é',
    'e\u0301',
    '🇩🇪',
    '\ud83d',
    '한',
    'क्षि',
    '-',
    '.',
    'x'.repeat(50),
  )
  const texts = fc.array(pieces, { maxLength: 120 }).map(all => all.join(''))
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

  it('ST6 whatever the text: bounded, well-formed, whole letters, and places that hold what was asked for', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('needle', 'nadel ', '東京', '京', 'a', 'xx', '한'), (text, query) => {
        const asked = queryTerms(query)
        const { text: shown, ranges } = makeSnippet(text, asked)
        expect(shown.length).toBeLessThanOrEqual(160)
        expect(shown.isWellFormed()).toBe(true)
        const source = text.replace(/\s/gu, ' ').toWellFormed()
        const bare = shown.replace(/^…/, '').replace(/…$/, '')
        const start = source.indexOf(bare)
        expect(start).toBeGreaterThanOrEqual(0)
        const cuts = new Set([...graphemes.segment(source)].map(({ index }) => index).concat(source.length))
        const starts = [...source.matchAll(new RegExp(bare.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&'), 'g'))]
        expect(starts.some(({ index }) => cuts.has(index) && cuts.has(index + bare.length)) || bare === '').toBe(true)
        let before = -1
        for (const [from, to] of ranges) {
          expect(from).toBeGreaterThan(before)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(shown.length)
          before = to
        }
        const there = [...wordsOf(text)].some(({ term }) => asked.terms.includes(term))
        if (there) expect(ranges.length).toBeGreaterThan(0)
      }),
      { numRuns: 400 },
    )
  })
})
