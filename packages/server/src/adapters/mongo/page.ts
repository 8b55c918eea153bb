import { type PageBounds, type PagedList, type PageStep, pageSteps } from '../../ports/page.ts'
import type { StorePage } from '../../ports/thread-store.ts'

/** A list in display order that is read as its pages ask. */
export interface Walk<Item, Place> extends PagedList<Item, Place> {
  read(step: PageStep<Place>): Promise<Item[]>
}

/** One page (ST5). */
export const pageOf = async <Item, Place>(
  walk: Walk<Item, Place>,
  bounds: PageBounds<Place>,
): Promise<StorePage<Item, Place>> => {
  const steps = pageSteps(walk, bounds)
  let step = steps.next()
  while (!step.done) step = steps.next(await walk.read(step.value))
  return step.value
}
