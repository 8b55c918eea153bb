import type { StorePage } from './thread-store.ts'

export interface PageBounds<Place> {
  readonly limit: number
  readonly before?: Place | undefined
  readonly after?: Place | undefined
}

/** What a page wants of its list: items from a place on, or back from one, the nearest first. No place is part of it. */
export type PageStep<Place> =
  | {
      readonly go: 'forward'
      readonly after: Place | undefined
      readonly before: Place | undefined
      readonly limit: number
    }
  | { readonly go: 'backward'; readonly before: Place | undefined; readonly limit: number }

/** A list in display order (ST5). */
export interface PagedList<Item, Place> {
  /** Which end a page without bounds begins at. */
  readonly newest: 'first' | 'last'
  place(item: Item): Place
}

/**
 * One page, as the steps that read it: whoever runs them gives the items of each, at once or after a while. A cursor is
 * given where more lies beyond: forward within the window that `before` ends, backward in the whole list, so that a
 * reader can turn round.
 */
export function* pageSteps<Item, Place>(
  list: PagedList<Item, Place>,
  { limit, before, after }: PageBounds<Place>,
): Generator<PageStep<Place>, StorePage<Item, Place>, Item[]> {
  const back = after === undefined && (before !== undefined || list.newest === 'last')
  const found = yield back
    ? { go: 'backward', before, limit: limit + 1 }
    : { go: 'forward', after, before, limit: limit + 1 }
  const more = found.length > limit
  const items = back ? found.slice(0, limit).reverse() : found.slice(0, limit)
  const [first, last] = [items[0], items.at(-1)]
  if (first === undefined || last === undefined) return { items, before: null, after: null }
  const [start, end] = [list.place(first), list.place(last)]
  let hasBefore = back && more
  if (!back && after !== undefined) hasBefore = (yield { go: 'backward', before: start, limit: 1 }).length > 0
  let hasAfter = !back && more
  if (back && before !== undefined)
    hasAfter = (yield { go: 'forward', after: end, before: undefined, limit: 1 }).length > 0
  return { items, before: hasBefore ? start : null, after: hasAfter ? end : null }
}
