import type { Code } from '../blocks/block.ts'
import { visibleLines } from '../blocks/visible-lines.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import type { Place } from './child-views.ts'
import { GrowingLines } from './growing-lines.ts'
import { make } from './make-element.ts'

/** A code block; while it is open, new text is appended to the one text node. */
export function codeView(context: BlockContext, place: Place, { info }: Code): BlockView {
  const { document, codeBlock } = context.settings
  const language = info.split(/\s/)[0] ?? ''
  const text = document.createTextNode('')
  const lines = new GrowingLines(text)
  const code = make(context, 'code', { class: language ? `language-${language}` : undefined }, text)
  const figure = make(
    context,
    'figure',
    { class: 'code-block', part: 'code-block', dir: 'ltr' },
    make(context, 'figcaption', {}, make(context, 'span', { class: 'grow', dir: 'auto' }, language)),
    make(context, 'pre', { tabindex: 0 }, code),
  )
  place().append(figure)
  return {
    update: block => {
      if (block.kind !== 'code') return
      const end = visibleLines(block)
      lines.show(block.lines, end)
      if (!context.parser.isFinal(block)) return
      if (end > 0) text.appendData('\n')
      codeBlock(code, language)
    },
    remove: () => figure.remove(),
  }
}
