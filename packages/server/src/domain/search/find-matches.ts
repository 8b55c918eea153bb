import type { AskedTerms } from '../../ports/search-terms.ts'
import { pairOf, type Word, wordsOf } from '../../ports/search-words.ts'

/** A place in a text at which something that was asked for stands, in UTF-16 code units. */
export interface FoundPlace {
  readonly term: string
  readonly start: number
  readonly end: number
}

/** What was asked for, where it stands in a text, in order; places of neighbouring letters overlap. */
export function* findMatches(text: string, { terms, prefix }: AskedTerms): Generator<FoundPlace> {
  const asked = new Set(terms)
  const begun = prefix ? terms.at(-1) : undefined
  let before: Word | undefined
  for (const word of wordsOf(text)) {
    const pair = pairOf(before, word)
    const { term, start, end } = word
    if (before !== undefined && pair !== null && asked.has(pair)) yield { term: pair, start: before.start, end }
    else if (asked.has(term)) yield { term, start, end }
    else if (begun !== undefined && term.startsWith(begun)) yield { term: begun, start, end }
    before = word
  }
}
