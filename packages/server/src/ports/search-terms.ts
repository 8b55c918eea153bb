import { pairOf, type Word, wordsOf } from './search-words.ts'

/** Different terms of one text; of one that has more the rest is not found. */
const mostTerms = 20_000

/** Terms of one query; of more the last ones count, which are still being typed. */
const mostAsked = 12

/** The terms under which a text is found, each with how often it is there (ST6). */
export const searchTerms = (text: string): Map<string, number> => {
  const terms = new Map<string, number>()
  const count = (term: string): void => {
    const times = terms.get(term)
    if (times !== undefined || terms.size < mostTerms) terms.set(term, (times ?? 0) + 1)
  }
  let before: Word | undefined
  for (const word of wordsOf(text)) {
    count(word.term)
    const pair = pairOf(before, word)
    if (pair !== null) count(pair)
    before = word
  }
  return terms
}

/** What was typed, as terms that must all be there; the last may be the beginning of a word. */
export interface AskedTerms {
  readonly terms: string[]
  readonly prefix: boolean
}

/** Pairs stand for the letters they are made of: two neighbours asked for must be neighbours in the text. */
export const queryTerms = (query: string): AskedTerms => {
  const words = [...wordsOf(query)]
  const terms = words.flatMap((word, place) => {
    const pair = pairOf(words[place - 1], word)
    if (pair !== null) return [pair]
    return pairOf(word, words[place + 1]) === null ? [word.term] : []
  })
  const last = words.at(-1)
  // The last one keeps its place, for it may be half a word.
  const asked = [...new Set(terms.reverse())].slice(0, mostAsked).reverse()
  return { terms: asked, prefix: last !== undefined && !last.letter && last.end === query.length }
}
