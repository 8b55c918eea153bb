import type { StorePage } from '../../ports/thread-store.ts'

/** A list in display order, read from a place on. No place is part of what is read (ST5). */
export interface Walk<Item, Place> {
  /** Which end a page without bounds begins at. */
  readonly newest: 'first' | 'last'
  /** From a place, or the list's start, on; up to another place, if one is given. */
  forward(after: Place | undefined, before: Place | undefined, limit: number): Item[]
  /** Back from a place, or the list's end: the nearest first. */
  backward(before: Place | undefined, limit: number): Item[]
  place(item: Item): Place
}

export interface PageBounds<Place> {
  readonly limit: number
  readonly before?: Place | undefined
  readonly after?: Place | undefined
}

/**
 * One page. A cursor is given where more lies beyond: forward within the window that `before` ends, backward in the
 * whole list, so that a reader can turn round.
 */
export const pageOf = <Item, Place>(walk: Walk<Item, Place>, bounds: PageBounds<Place>): StorePage<Item, Place> => {
  const { limit, before, after } = bounds
  const back = after === undefined && (before !== undefined || walk.newest === 'last')
  const found = back ? walk.backward(before, limit + 1) : walk.forward(after, before, limit + 1)
  const more = found.length > limit
  const items = back ? found.slice(0, limit).reverse() : found.slice(0, limit)
  const [first, last] = [items[0], items.at(-1)]
  if (first === undefined || last === undefined) return { items, before: null, after: null }
  const [start, end] = [walk.place(first), walk.place(last)]
  const hasBefore = back ? more : after !== undefined && walk.backward(start, 1).length > 0
  const hasAfter = back ? before !== undefined && walk.forward(end, undefined, 1).length > 0 : more
  return { items, before: hasBefore ? start : null, after: hasAfter ? end : null }
}
