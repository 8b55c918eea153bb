import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import { ChildViews, type Place } from './child-views.ts'
import { make } from './make-element.ts'

/** A quotation. */
export function quoteView(context: BlockContext, place: Place): BlockView {
  const element = make(context, 'blockquote')
  const children = new ChildViews(context, element, (child, at) => context.makeView(context, at, child))
  place().append(element)
  return {
    update: block => {
      if (block.kind === 'quote') children.update(block.children)
    },
    remove: () => element.remove(),
  }
}
