import type { Heading } from '../blocks/block.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import type { Place } from './child-views.ts'
import { make } from './make-element.ts'
import { TextView } from './text-view.ts'

const NAMES = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

/** A heading below the page's own ones; its class says how large it is drawn. */
export function headingView(context: BlockContext, place: Place, { level }: Heading): BlockView {
  const name = NAMES[level + context.settings.headingOffset - 1] ?? 'h6'
  const element = make(context, name, { class: `h${Math.min(level, 4)}` })
  const text = new TextView(context, element)
  place().append(element)
  return {
    update: block => {
      if (block.kind === 'heading') text.show(block.text, context.parser.isFinal(block) ? 'final' : 'growing')
    },
    remove: () => element.remove(),
  }
}
