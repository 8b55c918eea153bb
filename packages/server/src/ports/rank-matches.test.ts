import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Match, rankMatches, timesOf, writeRepeated } from './rank-matches.ts'
import { searchTerms } from './search-terms.ts'

const match = (messageId: string, length: number, times: number[], at = 1): Match => ({
  threadId: 't',
  messageId,
  at,
  length,
  times,
})
const order = (...matches: Match[]) => rankMatches(matches, 10).hits.map(({ messageId }) => messageId)

describe('ranking', () => {
  it('ST6 more of it is better, in a shorter text is better, of equals the newer', () => {
    expect(order(match('once', 10, [1]), match('twice', 10, [2]))).toEqual(['twice', 'once'])
    expect(order(match('long', 100, [1]), match('short', 10, [1]))).toEqual(['short', 'long'])
    expect(order(match('old', 10, [1], 1), match('new', 10, [1], 2))).toEqual(['new', 'old'])
    expect(order(match('a', 10, [1]), match('b', 10, [1]))).toEqual(order(match('b', 10, [1]), match('a', 10, [1])))
  })

  it('ST6 a word that is repeated a hundred times does not outweigh all asked words together', () => {
    expect(order(match('one', 100, [100, 1]), match('all', 100, [4, 4]))).toEqual(['all', 'one'])
  })

  it('ST6 the best of them, and whether there were more', () => {
    const all = [match('a', 9, [1]), match('b', 9, [3]), match('c', 9, [2])]
    expect(rankMatches(all, 2)).toMatchObject({ hits: [{ messageId: 'b' }, { messageId: 'c' }], more: true })
    expect(rankMatches(all, 3).more).toBe(false)
    expect(rankMatches([], 3)).toEqual({ hits: [], more: false })
  })

  it('ST6 how often a term is there is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'ab', 'b', '東', '京', 'a1')), words => {
        const terms = searchTerms(words.join(' '))
        const repeated = writeRepeated(terms)
        for (const [term, times] of terms) expect(timesOf(repeated, term)).toBe(times)
      }),
    )
    expect(writeRepeated(searchTerms('a b'))).toBeNull()
  })
})
