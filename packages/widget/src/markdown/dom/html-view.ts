import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import type { Place } from './child-views.ts'
import { setText } from './inline-view.ts'
import { make } from './make-element.ts'

/** An HTML block, shown as the text that it is (SE6). */
export function htmlView(context: BlockContext, place: Place): BlockView {
  const text = context.settings.document.createTextNode('')
  const element = make(context, 'p', { class: 'raw' }, text)
  place().append(element)
  return {
    update: block => {
      if (block.kind === 'html') setText(text, text.data, block.lines.join('\n').trimEnd())
    },
    remove: () => element.remove(),
  }
}
