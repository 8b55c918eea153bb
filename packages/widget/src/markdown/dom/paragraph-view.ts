import { definitionsLength } from '../blocks/references.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import type { Place } from './child-views.ts'
import { make } from './make-element.ts'
import { TextView } from './text-view.ts'

/** A paragraph: an element of its own, or in a tight list just its nodes. */
export function paragraphView(context: BlockContext, place: Place, isTight: () => boolean): BlockView {
  const text = new TextView(context)

  function makeHost(): ParentNode & Node {
    if (isTight()) return place()
    const paragraph = make(context, 'p')
    place().append(paragraph)
    return paragraph
  }

  return {
    update: block => {
      if (block.kind !== 'paragraph') return
      const host = text.host
      if (!block.closed) text.show(visibleText(block.text), 'growing', makeHost)
      else text.show(block.text, context.parser.isFinal(block) ? 'final' : 'closed', makeHost)
      if (!text.host) removeParagraph(host)
    },
    remove: () => {
      const host = text.host
      text.remove()
      removeParagraph(host)
    },
  }
}

/** The host of a tight paragraph is the item, which stays. */
function removeParagraph(host: Node | null | undefined): void {
  if (host?.nodeName === 'P') host.parentNode?.removeChild(host)
}

/** Definitions are never shown; a line that starts with `|` waits for the next, which decides whether it is a table. */
function visibleText(source: string): string {
  const text = source.slice(definitionsLength(source))
  return text.startsWith('|') && !text.includes('\n') ? '' : text
}
