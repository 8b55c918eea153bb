import type { Align } from './block.ts'

/** Wider tables are shown as text, so that a short line cannot ask for very many cells. */
const MAX_COLUMNS = 128

/** At most so many cells of a row, split at each `|` that is not escaped. */
export function splitRow(line: string, most: number): string[] {
  const text = line.trim()
  const cells: string[] = []
  let from = text.startsWith('|') ? 1 : 0
  for (let at = from; at < text.length && cells.length < most; at++) {
    if (text[at] !== '|' || text[at - 1] === '\\') continue
    cells.push(cellText(text.slice(from, at)))
    from = at + 1
  }
  if (from < text.length && cells.length < most) cells.push(cellText(text.slice(from)))
  return cells
}

/** The alignments that a delimiter row gives, or undefined where the line is none. */
export function parseDelimiterRow(line: string): Align[] | undefined {
  if (!/^[\s|:-]+$/.test(line) || !/[|:]/.test(line)) return undefined
  const cells = splitRow(line, MAX_COLUMNS + 1)
  if (cells.length === 0 || cells.length > MAX_COLUMNS || !cells.every(cell => /^:?-+:?$/.test(cell))) return undefined
  return cells.map(alignOf)
}

function alignOf(cell: string): Align {
  const right = cell.endsWith(':')
  if (cell.startsWith(':')) return right ? 'center' : 'left'
  return right ? 'right' : 'none'
}

function cellText(cell: string): string {
  return cell.trim().replaceAll('\\|', '|')
}
