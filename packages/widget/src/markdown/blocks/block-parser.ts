import type { MarkdownExtension } from '../markdown-extension.ts'
import { rareRules } from '../rare-rules.ts'
import type { Block, Container, Paragraph, Root } from './block.ts'
import { lastLine } from './block.ts'
import { continueBlock } from './continue-block.ts'
import { LineCursor } from './line-cursor.ts'
import { References } from './references.ts'
import { type NewBlock, startBlock } from './start-block.ts'
import { takeTaskMark } from './task-mark.ts'

/** Deeper quotes and lists are read as text. */
export const MAX_DEPTH = 100

interface Mark {
  readonly block: Block
  readonly fields: Block
  readonly children: readonly Block[]
  readonly lines: number
}

/**
 * Reads a text line by line into a tree of blocks. Only the open path changes; what is closed stays as it is.
 * One unfinished line can be tried with `draft` and taken back with `undraft`.
 */
export class BlockParser {
  readonly root: Root = { kind: 'root', children: [], end: 0, closed: 0 }
  readonly references = new References()
  /** The open blocks, from the root to the innermost. */
  #path: Block[] = [this.root]
  /** Complete lines read. */
  #lines = 0
  /** The line being read (1-based). */
  #number = 0
  #ended = false
  #marks: Mark[] | undefined
  readonly #fence: MarkdownExtension['fence'] | undefined

  constructor(fence?: MarkdownExtension['fence']) {
    this.#fence = fence
  }

  /** Reads a complete line. */
  feed(line: string): void {
    this.#read(line)
    this.#lines++
  }

  /** Reads a line that may still grow. */
  draft(line: string): void {
    this.#marks = this.#path.map(mark)
    this.references.draft()
    this.#read(line)
  }

  /** Takes the drafted line back, if there is one. */
  undraft(): void {
    if (!this.#marks) return
    this.#path = this.#marks.map(restore)
    this.#marks = undefined
    this.references.undraft()
  }

  /** Closes what is open. */
  end(): void {
    this.#number = this.#lines
    this.#close(0)
    this.#ended = true
  }

  /** Whether nothing that follows can change this block. */
  isFinal(block: Block): boolean {
    return this.#ended || (block.closed > 0 && block.closed <= this.#lines)
  }

  #read(line: string): void {
    this.#number = this.#lines + 1
    const cursor = new LineCursor(line)
    let depth = 1
    for (let block = this.#path[depth]; block; block = this.#path[++depth]) {
      const goesOn = continueBlock(block, cursor)
      if (goesOn === 'no') break
      if (goesOn === 'end') {
        block.end = this.#number
        this.#close(depth)
        return
      }
      if (block.kind === 'quote') block.end = this.#number
    }
    const started = this.#start(cursor, depth)
    if (started !== 'line') this.#addText(cursor, started ?? depth)
  }

  /** Opens what the line starts. Answers the new depth, `line` if the line is used up, undefined if nothing started. */
  #start(cursor: LineCursor, from: number): number | 'line' | undefined {
    let depth = from
    let started: number | undefined
    for (;;) {
      const container = this.#path[depth - 1]
      if (!container || container.kind === 'code' || container.kind === 'html' || cursor.blank) return started
      const lazy = !started && this.#path.length > depth && this.#path.at(-1)?.kind === 'paragraph'
      const full = depth > MAX_DEPTH
      const start = startBlock(cursor, { container, lazy, full, references: this.references, fence: this.#fence })
      if (!start) return started
      if (start.replaces) this.#replace(depth - 1, start.replaces)
      for (const block of start.opens) depth = this.#open(block, depth)
      started = depth
      if (start.takesLine) return this.#endLine(depth)
    }
  }

  #endLine(depth: number): 'line' {
    const block = this.#path[depth - 1]
    if (block?.kind === 'heading' || block?.kind === 'rule') this.#close(depth - 1)
    return 'line'
  }

  #addText(cursor: LineCursor, depth: number): void {
    const tip = this.#path.at(-1)
    if (this.#path.length > depth && !cursor.blank && tip?.kind === 'paragraph') {
      this.#extend(tip, cursor)
      return
    }
    this.#close(depth)
    const block = this.#path[depth - 1]
    if (block?.kind === 'paragraph') this.#extend(block, cursor)
    else if (block?.kind === 'table') rareRules()?.addRow(block, cursor.content, this.#number)
    else if (block?.kind === 'code') {
      block.lines.push(cursor.rest)
      if (block.fence || !cursor.blank) block.end = this.#number
    } else if (block?.kind === 'html') {
      block.lines.push(cursor.rest)
      block.end = this.#number
      if (block.ending?.test(cursor.rest)) this.#close(depth - 1)
    } else if (!cursor.blank) this.#openParagraph(cursor, depth)
  }

  #openParagraph(cursor: LineCursor, depth: number): void {
    const opened = this.#open({ kind: 'paragraph', text: '' }, depth)
    const item = this.#path[opened - 2]
    const text = item?.kind === 'item' ? takeTaskMark(item, cursor.content) : cursor.content
    const paragraph = this.#path[opened - 1]
    if (paragraph?.kind === 'paragraph') paragraph.text = text
  }

  #extend(paragraph: Paragraph, cursor: LineCursor): void {
    paragraph.text += `\n${cursor.content}`
    paragraph.end = this.#number
  }

  /** Puts a block under the innermost open one that can hold it; answers the depth after it. */
  #open(fields: NewBlock, depth: number): number {
    let at = depth
    while (!holds(this.#path[at - 1], fields.kind)) at--
    this.#close(at)
    const parent = this.#path[at - 1] as Container
    const before = parent.children.at(-1)
    if (before && lastLine(before) < this.#number - 1) this.#loosen(at - 1)
    const block = { ...fields, end: this.#number, closed: 0 } as Block
    parent.children.push(block)
    this.#path.push(block)
    return at + 1
  }

  /** A blank line was found between two blocks of a list or an item. */
  #loosen(at: number): void {
    const list = this.#path[at]?.kind === 'item' ? this.#path[at - 1] : this.#path[at]
    if (list?.kind === 'list') list.loose = true
  }

  #replace(at: number, fields: NewBlock): void {
    const parent = this.#path[at - 1] as Container
    const block = { ...fields, end: this.#number, closed: 0 } as Block
    parent.children[parent.children.length - 1] = block
    this.#path[at] = block
  }

  #close(depth: number): void {
    for (const block of this.#path.slice(depth)) {
      block.closed = this.#number
      if (block.kind === 'paragraph') block.text = this.references.take(block.text)
    }
    this.#path.length = depth
  }
}

function holds(parent: Block | undefined, child: Block['kind']): boolean {
  if (parent?.kind === 'list') return child === 'item'
  if (parent?.kind === 'table') return child === 'row'
  return parent !== undefined && 'children' in parent
}

function mark(block: Block): Mark {
  const children = 'children' in block ? block.children.slice(-1) : []
  const lines = 'lines' in block ? block.lines.length : 'children' in block ? block.children.length : 0
  return { block, fields: { ...block }, children, lines }
}

function restore({ block, fields, children, lines }: Mark): Block {
  Object.assign(block, fields)
  if ('lines' in block) block.lines.length = lines
  if ('children' in block) block.children.splice(Math.max(0, lines - 1), Number.POSITIVE_INFINITY, ...children)
  return block
}
