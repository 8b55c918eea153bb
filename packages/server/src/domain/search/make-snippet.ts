import type { Snippet } from '@chat-view/protocol'
import type { AskedTerms } from '../../ports/search-terms.ts'
import { type FoundPlace, findMatches } from './find-matches.ts'

/** Code units of a snippet, unless told otherwise; and how many of them stand before what was found. */
const usual = 160
const lead = 40

/** Places that are compared before the best so far is taken. */
const mostPlaces = 64

const cutMark = '…'

/** How many different terms stand in a window that begins at this place. */
const kindsFrom = (places: readonly FoundPlace[], first: number, width: number): number => {
  const begin = places[first]?.start ?? 0
  const terms = new Set<string>()
  for (const { term, end } of places.slice(first)) {
    if (end - begin > width) break
    terms.add(term)
  }
  return terms.size
}

/** The first of the places from which on most of what was asked for can be shown; null when nothing stands there. */
const bestPlace = (text: string, asked: AskedTerms, width: number): FoundPlace | null => {
  const places: FoundPlace[] = []
  for (const place of findMatches(text, asked)) {
    places.push(place)
    if (asked.terms.length === 1 || places.length >= mostPlaces) break
  }
  let [best, most] = [0, 0]
  for (let first = 0; first < places.length && most < asked.terms.length; first++) {
    const kinds = kindsFrom(places, first, width)
    if (kinds > most) [best, most] = [first, kinds]
  }
  return places[best] ?? null
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** A place between two letters as people see them, and whether a word begins or ends there. */
interface Cut {
  readonly at: number
  readonly begins: boolean
  readonly ends: boolean
}

/** Where a text can be cut between two places, in order. */
const cutsOf = (text: string, from: number, to: number): Cut[] => {
  // What begins before the region shows whether its first letter is a whole one.
  const origin = Math.max(0, from - lead)
  const piece = text.slice(origin, to + lead)
  const cuts: Cut[] = []
  let afterSpace = true
  for (const { segment, index } of graphemes.segment(piece)) {
    const at = origin + index
    const space = /^\s/u.test(segment)
    if ((index > 0 || origin === 0) && at >= from && at <= to)
      cuts.push({ at, begins: afterSpace && !space, ends: space && !afterSpace })
    afterSpace = space
  }
  if (origin + piece.length === text.length && text.length <= to)
    cuts.push({ at: text.length, begins: false, ends: true })
  return cuts
}

/** Where a window of a text begins and ends: at words if it can be, never within a letter. */
const windowAround = (text: string, place: FoundPlace | null, longest: number): readonly [number, number] => {
  if (text.length <= longest) return [0, text.length]
  const width = longest - 2 * cutMark.length
  const from = place === null ? 0 : Math.max(0, Math.min(place.start - lead, text.length - width))
  const starts = from === 0 ? [] : cutsOf(text, from, place?.start ?? from)
  const start = from === 0 ? 0 : ((starts.find(({ begins }) => begins) ?? starts[0])?.at ?? place?.start ?? from)
  const shown = Math.min(place?.end ?? start, start + width)
  const ends = cutsOf(text, start, start + width).filter(({ at }) => at > start)
  const end = ends.findLast(({ at, ends }) => ends && at >= shown) ?? ends.at(-1)
  return [start, end?.at ?? start + width]
}

const rangesIn = (
  piece: readonly [number, number],
  text: string,
  asked: AskedTerms,
  shift: number,
): [number, number][] => {
  const ranges: [number, number][] = []
  for (const { start, end } of findMatches(text, asked)) {
    if (start >= piece[1]) break
    if (end <= piece[0]) continue
    const [from, to] = [Math.max(start, piece[0]) + shift, Math.min(end, piece[1]) + shift]
    const last = ranges.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else ranges.push([from, to])
  }
  return ranges
}

/**
 * A piece of a text around what was found, and where that stands in it (ST6): text of one line and places, never HTML. At
 * most `longest` code units, cut between words, or at least between letters as people see them; `…` stands for the rest.
 */
export const makeSnippet = (text: string, asked: AskedTerms, longest = usual): Snippet => {
  const piece = windowAround(text, bestPlace(text, asked, longest - lead), longest)
  const [start, end] = piece
  const head = start > 0 ? cutMark : ''
  const tail = end < text.length ? cutMark : ''
  return {
    text: head + text.slice(start, end).replace(/\s/gu, ' ').toWellFormed() + tail,
    ranges: rangesIn(piece, text, asked, head.length - start),
  }
}
