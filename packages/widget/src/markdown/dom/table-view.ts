import type { Align, Table } from '../blocks/block.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import { ChildViews, type Place } from './child-views.ts'
import { make } from './make-element.ts'
import { rowView } from './row-view.ts'

/** Rows of a part: a browser lays out all of a table for each new row, so that very long ones stand in several. */
const PART = 500

/** A table in a box of its own that scrolls, also by keyboard. */
export function tableView(context: BlockContext, place: Place, { align }: Table): BlockView {
  const region = { class: 'wide', tabindex: 0, role: 'region', 'aria-label': context.settings.strings.table }
  const box = make(context, 'div', region)
  const rows = new ChildViews(context, box, () => makeRow(context, box, align))
  place().append(box)
  return {
    update: block => {
      if (block.kind !== 'table') return
      rows.update(block.children)
      // What was drawn as a row may have been no row.
      const body = box.lastElementChild?.lastElementChild
      if (body?.childElementCount === 0) (body.previousElementSibling ? body : body.parentElement)?.remove()
    },
    remove: () => box.remove(),
  }
}

/** The first row is the head. */
function makeRow(context: BlockContext, box: HTMLElement, align: readonly Align[]): BlockView {
  const table = box.lastElementChild
  const last = table?.lastElementChild
  const head = !last
  const full = last?.childElementCount === PART
  const section = head || full || last.nodeName === 'THEAD' ? make(context, head ? 'thead' : 'tbody') : last
  if (!table || full) box.append(make(context, 'table', {}, section))
  else table.append(section)
  return rowView(context, section, align, head ? 'th' : 'td')
}
