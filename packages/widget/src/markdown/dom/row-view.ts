import type { Align } from '../blocks/block.ts'
import type { BlockContext } from './block-context.ts'
import type { BlockView } from './block-view.ts'
import { make } from './make-element.ts'
import { TextView } from './text-view.ts'

interface Cell {
  readonly element: HTMLElement
  readonly text: TextView
}

/** One row of a table. */
export function rowView(
  context: BlockContext,
  section: Element,
  align: readonly Align[],
  name: 'th' | 'td',
): BlockView {
  const element = make(context, 'tr')
  const cells: Cell[] = []
  section.append(element)

  function makeCell(column: number): Cell {
    const side = align[column]
    const attributes = { scope: name === 'th' ? 'col' : undefined, align: side === 'none' ? undefined : side }
    const node = element.appendChild(make(context, name, attributes))
    const cell = { element: node, text: new TextView(context, node) }
    cells.push(cell)
    return cell
  }

  return {
    update: block => {
      if (block.kind !== 'row') return
      const stage = context.parser.isFinal(block) ? 'final' : 'growing'
      for (const [column, source] of block.cells.entries()) {
        const cell = cells[column] ?? makeCell(column)
        cell.text.show(source, stage)
      }
      for (const cell of cells.splice(block.cells.length)) cell.element.remove()
    },
    remove: () => element.remove(),
  }
}
