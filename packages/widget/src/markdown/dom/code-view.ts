import type { Code } from '../blocks/block.ts'
import { visibleLines } from '../blocks/visible-lines.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import type { Place } from './child-views.ts'
import { GrowingLines } from './growing-lines.ts'
import { make } from './make-element.ts'

/** A code block; while it is open, new text is appended to the one text node. */
export function codeView(context: BlockContext, place: Place, { info }: Code): BlockView {
  const language = info.split(/\s/)[0] ?? ''
  const code = make(context, 'code', { class: language ? `language-${language}` : undefined })
  const lines = new GrowingLines(context, code)
  const body = make(context, 'pre', { tabindex: 0 }, code)
  const figure = make(
    context,
    'figure',
    { class: 'code-block', part: 'code-block', dir: 'ltr' },
    make(context, 'figcaption', {}, make(context, 'span', { class: 'grow', dir: 'auto' }, language)),
    body,
  )
  place().append(figure)
  return {
    update: block => {
      if (block.kind !== 'code') return
      // Indented code ends with its last line that is not blank.
      const end = block.fence ? block.lines.length : visibleLines(block.lines)
      lines.show(block.lines, end)
      if (!context.parser.isFinal(block)) return
      if (end > 0) lines.append('\n')
      if (language) context.settings.extension?.draw(body, code.textContent, language, context.signal)
      context.settings.codeBlock(code, language, context.signal)
    },
    remove: () => figure.remove(),
  }
}
