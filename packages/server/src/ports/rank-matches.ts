import type { SearchHit } from './search-store.ts'

/** Newest matches that a search ranks at most: so a common word costs no more than a rare one (ST6). */
export const rankedMatches = 1_000

/** A text that holds all that was asked for. */
export interface Match extends Omit<SearchHit, 'score'> {
  /** Terms of the text, repeated ones too. */
  readonly length: number
  /** How often each asked term is there, at least once each. */
  readonly times: readonly number[]
}

/** How soon more of the same word counts no more, and how much a long text is marked down: as Okapi BM25 has them. */
const [saturation, lengthWeight] = [1.2, 0.75]

/**
 * Best first, by BM25 without the weight of rare terms: every match holds every term. Of equals the newer comes first.
 */
export const rankMatches = (matches: readonly Match[], limit: number): { hits: SearchHit[]; more: boolean } => {
  const usual = matches.reduce((sum, { length }) => sum + length, 0) / Math.max(matches.length, 1)
  const scoreOf = ({ length, times }: Match): number => {
    const norm = saturation * (1 - lengthWeight + (lengthWeight * length) / Math.max(usual, 1))
    return times.reduce((sum, count) => sum + (count * (saturation + 1)) / (count + norm), 0)
  }
  const hits = matches.map(match => ({
    threadId: match.threadId,
    messageId: match.messageId,
    at: match.at,
    score: scoreOf(match),
  }))
  const idOf = ({ messageId, threadId }: SearchHit): string => messageId ?? threadId
  hits.sort((a, b) => b.score - a.score || b.at - a.at || (idOf(a) < idOf(b) ? 1 : -1))
  return { hits: hits.slice(0, limit), more: hits.length > limit }
}

/**
 * How often the terms of a text that stand there more than once do, as one string that is cheap to keep and to look
 * into; null when none does.
 */
export const writeRepeated = (terms: ReadonlyMap<string, number>): string | null => {
  let text = ''
  for (const [term, times] of terms) if (times > 1) text += ` ${term}=${times}`
  return text === '' ? null : text
}

/** How often a term that is in a text is there. */
export const timesOf = (repeated: string | null, term: string): number => {
  const found = repeated === null ? -1 : repeated.indexOf(` ${term}=`)
  return found < 0 || repeated === null ? 1 : Number.parseInt(repeated.slice(found + term.length + 2), 10)
}
