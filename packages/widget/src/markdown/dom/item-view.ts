import type { Block } from '../blocks/block.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import { ChildViews, type Place } from './child-views.ts'
import { TASK_BODY } from './looseness.ts'
import { make, makeSvg, type Pen } from './make-element.ts'

/** One item of a list; in a list of tasks its blocks stand beside the mark. */
export function itemView(
  context: BlockContext,
  place: Place,
  item: Block,
  tasks: boolean,
  isTight: () => boolean,
): BlockView {
  const task = item.kind === 'item' ? item.task : 'none'
  const marked = task !== 'none'
  const element = make(context, 'li', { class: marked ? 'task' : undefined })
  const beside = tasks || marked ? make(context, 'div', { class: TASK_BODY }) : undefined
  if (beside) element.append(marked ? makeMark(context, task) : make(context, 'span'), beside)
  const children = new ChildViews(context, beside ?? element, (child, at) =>
    context.makeView(context, at, child, isTight),
  )
  place().append(element)
  return {
    update: block => {
      if (block.kind === 'item') children.update(block.children)
    },
    remove: () => element.remove(),
  }
}

function makeMark(pen: Pen, task: 'open' | 'done'): HTMLElement {
  const { strings } = pen.settings
  if (task === 'open') return make(pen, 'i', { role: 'img', 'aria-label': strings.open })
  const path = makeSvg(pen, 'path', { d: 'M4.5 10.5l3.8 3.8 7.2-8.3' })
  const tick = makeSvg(pen, 'svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, path)
  return make(pen, 'i', { class: 'on', role: 'img', 'aria-label': strings.done }, tick)
}
