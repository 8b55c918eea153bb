import type { Block } from '../blocks/block.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import { ChildViews, type Place } from './child-views.ts'
import { make, makeSvg, type Pen } from './make-element.ts'

/** One item of a list; in a list of tasks its blocks stand beside the mark. */
export function itemView(context: BlockContext, place: Place, item: Block, tasks: boolean): BlockView {
  const task = item.kind === 'item' ? item.task : 'none'
  const marked = task !== 'none'
  const element = make(context, 'li', { class: marked ? 'task' : undefined })
  const beside = tasks || marked ? make(context, 'div') : undefined
  if (beside) element.append(marked ? makeMark(context, task) : make(context, 'span'), beside)
  const children = new ChildViews(context, beside ?? element, (child, at) => context.makeView(context, at, child))
  place().append(element)
  return {
    update: block => {
      if (block.kind === 'item') children.update(block.children)
    },
    remove: () => element.remove(),
  }
}

/** A checkbox that only tells the state. */
function makeMark(pen: Pen, task: 'open' | 'done'): HTMLElement {
  const done = task === 'done'
  const state = { role: 'checkbox', 'aria-checked': `${done}`, 'aria-disabled': 'true' }
  const mark = make(pen, 'i', { class: done ? 'on' : undefined, ...state, 'aria-label': pen.settings.strings[task] })
  if (!done) return mark
  const path = makeSvg(pen, 'path', { d: 'M4.5 10.5l3.8 3.8 7.2-8.3' })
  mark.append(makeSvg(pen, 'svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, path))
  return mark
}
