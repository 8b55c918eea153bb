import type { Block } from './block.ts'
import type { LineCursor } from './line-cursor.ts'

/** `end`: the line closes the block and belongs to it. */
export type Continuation = 'yes' | 'no' | 'end'

/** Whether the line goes on with an open block; takes the white space and markers that it needs for that. */
export function continueBlock(block: Block, cursor: LineCursor): Continuation {
  switch (block.kind) {
    case 'quote':
      return when(takeQuoteMark(cursor))
    case 'item':
      if (cursor.blank) return when(block.children.length > 0)
      if (cursor.indent < block.indent) return 'no'
      cursor.takeSpace(block.indent)
      return 'yes'
    case 'code':
      return block.fence ? continueFenced(block.fence, block.indent, cursor) : continueIndented(cursor)
    case 'html':
      return when((block.ending !== undefined && !block.claimed) || !cursor.blank)
    case 'paragraph':
    case 'table':
      return when(!cursor.blank)
    case 'root':
    case 'list':
      return 'yes'
    default:
      return 'no'
  }
}

/** Takes `>` and the column after it. */
export function takeQuoteMark(cursor: LineCursor): boolean {
  if (cursor.indented || cursor.char !== '>') return false
  cursor.take(1)
  cursor.takeSpace(1)
  return true
}

function continueFenced(fence: string, indent: number, cursor: LineCursor): Continuation {
  if (!cursor.indented && cursor.char === fence[0]) {
    const closing = cursor.content.trimEnd()
    if (closing.length >= fence.length && closing === fence.charAt(0).repeat(closing.length)) return 'end'
  }
  cursor.takeSpace(indent)
  return 'yes'
}

function continueIndented(cursor: LineCursor): Continuation {
  if (!cursor.indented && !cursor.blank) return 'no'
  cursor.takeSpace(4)
  return 'yes'
}

function when(goesOn: boolean): Continuation {
  return goesOn ? 'yes' : 'no'
}
