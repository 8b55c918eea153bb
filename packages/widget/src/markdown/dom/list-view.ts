import type { List } from '../blocks/block.ts'
import type { BlockContext } from './block-context.ts'
import { type BlockView, hasTasks } from './block-view.ts'
import { ChildViews, type Place } from './child-views.ts'
import { itemView } from './item-view.ts'
import { make } from './make-element.ts'

/**
 * A list. The first blank line between its items or their blocks makes it a loose one, which an attribute tells: items
 * have paragraphs either way, so that finished ones need not be touched.
 */
export function listView(context: BlockContext, place: Place, { start, children }: List): BlockView {
  const tasks = hasTasks(children)
  const attributes = { class: tasks ? 'tasks' : undefined, start: start === 1 ? undefined : start }
  const element = make(context, start === undefined ? 'ul' : 'ol', attributes)
  const items = new ChildViews(context, element, (item, at) => itemView(context, at, item, tasks))
  place().append(element)
  return {
    update: block => {
      if (block.kind !== 'list') return
      element.toggleAttribute('data-loose', block.loose)
      items.update(block.children)
    },
    remove: () => element.remove(),
  }
}
