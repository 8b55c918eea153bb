import { type PageBounds, type PagedList, pageSteps } from '../../ports/page.ts'
import type { StorePage } from '../../ports/thread-store.ts'

/** A list in display order, read from a place on. No place is part of what is read (ST5). */
export interface Walk<Item, Place> extends PagedList<Item, Place> {
  /** From a place, or the list's start, on; up to another place, if one is given. */
  forward(after: Place | undefined, before: Place | undefined, limit: number): Item[]
  /** Back from a place, or the list's end: the nearest first. */
  backward(before: Place | undefined, limit: number): Item[]
}

/** One page (ST5). */
export const pageOf = <Item, Place>(walk: Walk<Item, Place>, bounds: PageBounds<Place>): StorePage<Item, Place> => {
  const steps = pageSteps(walk, bounds)
  let step = steps.next()
  while (!step.done) {
    const { value } = step
    const items =
      value.go === 'forward'
        ? walk.forward(value.after, value.before, value.limit)
        : walk.backward(value.before, value.limit)
    step = steps.next(items)
  }
  return step.value
}
