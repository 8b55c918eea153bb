import { rareRules } from '../rare-rules.ts'
import type { BlockContext, MakeView } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import type { Place } from './child-views.ts'
import { codeView } from './code-view.ts'
import { headingView } from './heading-view.ts'
import { htmlView } from './html-view.ts'
import { listView } from './list-view.ts'
import { make } from './make-element.ts'
import { paragraphView } from './paragraph-view.ts'
import { quoteView } from './quote-view.ts'

/** The view of any block. */
export const makeView: MakeView = (context, place, block) => {
  switch (block.kind) {
    case 'heading':
      return headingView(context, place, block)
    case 'code':
      return codeView(context, place, block)
    case 'html':
      return htmlView(context, place)
    case 'quote':
      return quoteView(context, place)
    case 'list':
      return listView(context, place, block)
    case 'table':
      return rareRules()?.tableView(context, place, block) ?? paragraphView(context, place)
    case 'rule':
      return ruleView(context, place)
    default:
      return paragraphView(context, place)
  }
}

function ruleView(context: BlockContext, place: Place): BlockView {
  const element = make(context, 'hr')
  place().append(element)
  return { update: () => undefined, remove: () => element.remove() }
}
