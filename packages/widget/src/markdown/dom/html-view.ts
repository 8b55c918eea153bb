import { visibleLines } from '../blocks/visible-lines.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import type { Place } from './child-views.ts'
import { GrowingLines } from './growing-lines.ts'
import { make } from './make-element.ts'

/** An HTML block, shown as the text that it is (SE6), or one that a plug-in draws. */
export function htmlView(context: BlockContext, place: Place): BlockView {
  const element = make(context, 'p', { class: 'raw' })
  const lines = new GrowingLines(context, element)
  place().append(element)
  return {
    update: block => {
      if (block.kind !== 'html') return
      lines.show(block.lines, visibleLines(block.lines))
      const { extension } = context.settings
      if (block.claimed && extension && context.parser.isFinal(block))
        extension.draw(element, element.textContent, '', context.signal)
    },
    remove: () => element.remove(),
  }
}
