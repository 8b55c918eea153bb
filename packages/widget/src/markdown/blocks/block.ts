/** Column alignment of a table, as its delimiter row says. */
export type Align = 'none' | 'left' | 'center' | 'right'

interface Placed {
  /** Last line that belongs to this block itself (1-based). */
  end: number
  /** The line whose reading closed the block; 0 while it is open. */
  closed: number
}

export interface Root extends Placed {
  readonly kind: 'root'
  readonly children: Block[]
}

export interface Quote extends Placed {
  readonly kind: 'quote'
  readonly children: Block[]
}

export interface List extends Placed {
  readonly kind: 'list'
  readonly children: Block[]
  /** The character that tells lists apart: `-`, `+`, `*`, `.` or `)`. */
  readonly marker: string
  /** First number of an ordered list; undefined for bullets. */
  readonly start: number | undefined
  loose: boolean
}

export interface Item extends Placed {
  readonly kind: 'item'
  readonly children: Block[]
  /** Columns that a line needs to belong to this item. */
  readonly indent: number
  task: 'none' | 'open' | 'done'
}

export interface Paragraph extends Placed {
  readonly kind: 'paragraph'
  text: string
}

export interface Heading extends Placed {
  readonly kind: 'heading'
  readonly level: number
  readonly text: string
}

export interface Code extends Placed {
  readonly kind: 'code'
  /** The opening fence; empty for indented code. */
  readonly fence: string
  /** Spaces before the opening fence, taken off each line. */
  readonly indent: number
  readonly info: string
  readonly lines: string[]
}

export interface Html extends Placed {
  readonly kind: 'html'
  /** What ends the block in its line; undefined: a blank line does. */
  readonly ending: RegExp | undefined
  /** It is no HTML but a block of a plug-in. */
  readonly claimed?: boolean
  readonly lines: string[]
}

export interface Rule extends Placed {
  readonly kind: 'rule'
}

export interface Table extends Placed {
  readonly kind: 'table'
  readonly align: readonly Align[]
  /** Rows; the first is the header. */
  readonly children: Block[]
  /** Cells that were added to short rows, which is bounded. */
  filled: number
}

export interface Row extends Placed {
  readonly kind: 'row'
  readonly cells: readonly string[]
}

export type Container = Root | Quote | List | Item | Table
export type Block = Container | Paragraph | Heading | Code | Html | Rule | Row

/** The last line of a block or of anything in it. */
export function lastLine(block: Block): number {
  const child = 'children' in block ? block.children.at(-1) : undefined
  return child ? Math.max(block.end, lastLine(child)) : block.end
}
