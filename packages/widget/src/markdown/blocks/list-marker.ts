import type { LineCursor } from './line-cursor.ts'

interface ListMarker {
  readonly marker: string
  readonly start: number | undefined
  /** Columns from the line's place to the item's content. */
  readonly indent: number
}

const MARKER = /^(?:([*+-])|(\d{1,9})([.)]))(?=[ \t]|$)/

/** Takes a list marker and the white space that belongs to it, or nothing. */
export function takeListMarker(cursor: LineCursor, interrupts: boolean): ListMarker | undefined {
  const content = cursor.content
  const match = MARKER.exec(content)
  if (!match) return undefined
  const [text, bullet, number, delimiter] = match
  // Inside a paragraph only a filled item, and only the number 1, starts a list: `1986. A good year` is prose.
  if (interrupts && (content.slice(text.length).trim() === '' || (number !== undefined && Number(number) !== 1)))
    return undefined
  const before = cursor.indent
  cursor.take(text.length)
  const gap = cursor.blank || cursor.indent > 4 ? 1 : cursor.indent
  cursor.takeSpace(gap)
  return {
    marker: bullet ?? delimiter ?? '',
    start: number === undefined ? undefined : Number(number),
    indent: before + text.length + gap,
  }
}
