import { type Definitions, NO_DEFINITIONS } from '../blocks/references.ts'
import { rareRules } from '../rare-rules.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import type { Place } from './child-views.ts'
import { make } from './make-element.ts'
import { TextView } from './text-view.ts'

/** A paragraph; one that holds nothing to be shown has no element. */
export function paragraphView(context: BlockContext, place: Place): BlockView {
  const element = make(context, 'p')
  const text = new TextView(context, element)
  let definitions: Definitions = NO_DEFINITIONS

  /** Definitions are never shown; a line that starts with `|` waits for the next, which decides whether it is a table. */
  const visibleText = (source: string): string => {
    definitions = rareRules()?.scanDefinitions(source, definitions) ?? NO_DEFINITIONS
    const visible = source.slice(definitions.end)
    return visible.startsWith('|') && !visible.includes('\n') ? '' : visible
  }

  return {
    update: block => {
      if (block.kind !== 'paragraph') return
      if (!block.closed) text.show(visibleText(block.text), 'growing')
      else text.show(block.text, context.parser.isFinal(block) ? 'final' : 'closed')
      if (!element.hasChildNodes()) element.remove()
      else if (!element.parentNode) place().append(element)
    },
    remove: () => element.remove(),
  }
}
