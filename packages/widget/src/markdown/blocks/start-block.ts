import { unescapeText } from '../inline/unescape-text.ts'
import type { MarkdownExtension } from '../markdown-extension.ts'
import { rareRules } from '../rare-rules.ts'
import type { Block } from './block.ts'
import { takeQuoteMark } from './continue-block.ts'
import type { LineCursor } from './line-cursor.ts'
import { takeListMarker } from './list-marker.ts'
import type { References } from './references.ts'

/** A block without what the parser adds when it is put into the tree. */
export type NewBlock = Block extends infer B ? (B extends Block ? Omit<B, 'end' | 'closed'> : never) : never

/** What a line starts. */
export interface BlockStart {
  /** Stands in the place of the open paragraph. */
  readonly replaces?: NewBlock
  readonly opens: readonly NewBlock[]
  /** Nothing of the line is left for the block's text. */
  readonly takesLine?: boolean
}

/** Where a line stands when it is asked what it starts. */
export interface StartContext {
  readonly container: Block
  /** The line may be a lazy continuation of an open paragraph. */
  readonly lazy: boolean
  /** Nothing may be nested deeper. */
  readonly full: boolean
  readonly references: References
  readonly fence: MarkdownExtension['fence'] | undefined
}

const RULE = /^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/
/** Characters of a fence's line that are read. */
const MAX_INFO = 1_000
const FENCE = /^(?:`{3,}(?=[^`]*$)|~{3,})/

/** What the rest of the line starts in this container, in the order in which CommonMark asks. */
export function startBlock(cursor: LineCursor, context: StartContext): BlockStart | undefined {
  const { container, lazy, full } = context
  const inParagraph = container.kind === 'paragraph'
  if (cursor.indented) {
    if (inParagraph || lazy) return undefined
    cursor.takeSpace(4)
    return { opens: [{ kind: 'code', fence: '', indent: 0, info: '', lines: [] }] }
  }
  const ending = context.fence?.(cursor.content)
  if (ending) return { opens: [{ kind: 'html', ending, claimed: true, lines: [cursor.content] }], takesLine: true }
  const char = cursor.char
  if (/\p{L}/u.test(char)) return undefined
  if (char === '>') return !full && takeQuoteMark(cursor) ? { opens: [{ kind: 'quote', children: [] }] } : undefined
  const content = cursor.content
  if (char === '#') return startHeading(content)
  if (char === '`' || char === '~') return startFence(content, cursor.indent)
  if (char === '<') {
    const html = rareRules()?.htmlBlockStart(content, inParagraph || lazy)
    return html && { opens: [{ kind: 'html', ending: html.ending, lines: [] }] }
  }
  return (
    startUnderlined(content, context) ??
    (RULE.test(content) ? { opens: [{ kind: 'rule' }], takesLine: true } : undefined) ??
    (full ? undefined : startItem(cursor, container)) ??
    startTableBlock(content, container)
  )
}

function startHeading(content: string): BlockStart | undefined {
  const level = /^#{1,6}(?=[ \t]|$)/.exec(content)?.[0].length
  if (!level) return undefined
  const text = content.slice(level).trim()
  let end = text.length
  while (text[end - 1] === '#') end--
  const closing = end === 0 || text[end - 1] === ' ' || text[end - 1] === '\t'
  return { opens: [{ kind: 'heading', level, text: closing ? text.slice(0, end).trimEnd() : text }], takesLine: true }
}

function startFence(content: string, indent: number): BlockStart | undefined {
  const fence = FENCE.exec(content)?.[0]
  if (!fence) return undefined
  const info = unescapeText(content.slice(fence.length, MAX_INFO).trim())
  return { opens: [{ kind: 'code', fence, indent, info, lines: [] }], takesLine: true }
}

function startUnderlined(content: string, { container, references }: StartContext): BlockStart | undefined {
  if (container.kind !== 'paragraph' || !/^(?:=+|-+)[ \t]*$/.test(content)) return undefined
  if (rareRules()?.scanDefinitions(container.text).end === container.text.length) return undefined
  const text = references.take(container.text)
  return { replaces: { kind: 'heading', level: content[0] === '=' ? 1 : 2, text }, opens: [], takesLine: true }
}

function startItem(cursor: LineCursor, container: Block): BlockStart | undefined {
  const found = takeListMarker(cursor, container.kind === 'paragraph')
  if (!found) return undefined
  const { marker, start, indent } = found
  const item: NewBlock = { kind: 'item', children: [], indent, task: 'none' }
  if (container.kind === 'list' && container.marker === marker) return { opens: [item] }
  return { opens: [{ kind: 'list', children: [], marker, start, loose: false }, item] }
}

function startTableBlock(content: string, container: Block): BlockStart | undefined {
  if (container.kind !== 'paragraph') return undefined
  const found = rareRules()?.startTable(container, content)
  if (!found) return undefined
  if (!found.before) return { replaces: found.table, opens: [], takesLine: true }
  container.text = found.before
  return { opens: [found.table], takesLine: true }
}
