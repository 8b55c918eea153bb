import type { Align, Table } from '../blocks/block.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import { ChildViews, type Place } from './child-views.ts'
import { make } from './make-element.ts'
import { rowView } from './row-view.ts'

/** A table in a box of its own that scrolls, also by keyboard. */
export function tableView(context: BlockContext, place: Place, { align }: Table): BlockView {
  const table = make(context, 'table')
  const region = { class: 'wide', tabindex: 0, role: 'region', 'aria-label': context.settings.strings.table }
  const box = make(context, 'div', region, table)
  const rows = new ChildViews(context, table, () => makeRow(context, table, align))
  place().append(box)
  return {
    update: block => {
      if (block.kind !== 'table') return
      rows.update(block.children)
      // What was drawn as a row may have been no row.
      const [, body] = table.children
      if (body?.childElementCount === 0) body.remove()
    },
    remove: () => box.remove(),
  }
}

/** The first row is the head. */
function makeRow(context: BlockContext, table: HTMLTableElement, align: readonly Align[]): BlockView {
  if (table.childElementCount === 0) table.append(make(context, 'thead'))
  else if (table.childElementCount === 1) table.append(make(context, 'tbody'))
  const section = table.lastElementChild ?? table
  return rowView(context, section, align, section.nodeName === 'THEAD' ? 'th' : 'td')
}
