import type { Paragraph, Row, Table } from './block.ts'
import { parseDelimiterRow, splitRow } from './table-row.ts'

/** Bounds what short rows of a wide table can cost; later ones keep only the cells that they have. */
const MAX_FILLED = 10_000

/** The table that this delimiter row makes of a paragraph's last line, and what of the paragraph stays. */
export function startTable(
  paragraph: Paragraph,
  line: string,
): { before: string; table: Omit<Table, 'end' | 'closed'> } | undefined {
  const align = parseDelimiterRow(line)
  if (!align) return undefined
  const cut = paragraph.text.lastIndexOf('\n')
  const cells = splitRow(paragraph.text.slice(cut + 1), align.length + 1)
  if (cells.length !== align.length) return undefined
  const header: Row = { kind: 'row', cells, end: paragraph.end, closed: paragraph.end + 1 }
  return {
    before: cut < 0 ? '' : paragraph.text.slice(0, cut),
    table: { kind: 'table', align, children: [header], filled: 0 },
  }
}

/** Adds a line as a row, with as many cells as the header has. */
export function addRow(table: Table, line: string, number: number): void {
  const cells = splitRow(line, table.align.length)
  const missing = Math.min(table.align.length - cells.length, MAX_FILLED - table.filled)
  table.filled += missing
  for (let count = 0; count < missing; count++) cells.push('')
  table.children.push({ kind: 'row', cells, end: number, closed: number })
}
