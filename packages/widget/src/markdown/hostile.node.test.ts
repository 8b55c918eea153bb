import { describe, expect, it } from 'vitest'
import * as allRules from './all-rules.ts'
import type { Block } from './blocks/block.ts'
import { BlockStream } from './blocks/block-stream.ts'
import { parseInline } from './inline/inline-parser.ts'
import { takeRareRules } from './rare-rules.ts'
import { growth, growthLimit } from './testing/growth.ts'
import { hostileTexts, times } from './testing/hostile-texts.ts'

takeRareRules(allRules)

/** Reads all of a text, as it is or as one that may still grow; answers the number of blocks. */
function read(text: string, growing: boolean): number {
  const stream = new BlockStream()
  stream.append(text)
  if (!growing) stream.finish()
  const from = { at: 0, pieces: 0 }
  const visit = (block: Block): number => {
    const texts = 'cells' in block ? block.cells : 'text' in block ? [block.text] : []
    for (const source of texts) parseInline(source, stream.parser.references, { growing, from })
    return 'children' in block ? block.children.reduce((sum, child) => sum + visit(child), 1) : 1
  }
  return visit(stream.parser.root)
}

describe.each(Object.entries(hostileTexts))('%s', (_name, make) => {
  it.each([false, true])('SE6 cost no more than their length (growing: %s)', growing => {
    const short = make(4_000)
    const long = make(32_000)
    const ratio = growth(
      () => read(short, growing),
      () => read(long, growing),
    )
    expect(ratio).toBeLessThan(growthLimit)
  })
})

describe('depth', () => {
  it('SE6 of blocks is bounded, and what is deeper is text', () => {
    const depthOf = (block: Block): number =>
      'children' in block ? 1 + Math.max(0, ...block.children.map(depthOf)) : 1
    for (const text of ['> ', '- ', '1. ', '> - ']) {
      const stream = new BlockStream()
      stream.append(`${times(text, 10_000)}end`)
      stream.finish()
      expect(depthOf(stream.parser.root)).toBeLessThanOrEqual(104)
    }
  })
})

describe('a table', () => {
  it('SE6 of short rows gets a bounded number of empty cells', () => {
    const stream = new BlockStream()
    stream.append(`${times('|a', 100)}\n${times('|-', 100)}\n${times('|\n', 5_000)}`)
    stream.finish()
    const [table] = stream.parser.root.children
    const rows = table && 'children' in table ? table.children : []
    const cells = rows.reduce((sum, row) => sum + ('cells' in row ? row.cells.length : 0), 0)
    expect(rows).toHaveLength(5_001)
    expect(cells).toBeLessThanOrEqual(100 + 10_000 + 5_000)
  })

  it('SE6 is text if it is too wide', () => {
    const stream = new BlockStream()
    stream.append(`${times('|a', 1_000)}\n${times('|-', 1_000)}\n`)
    stream.finish()
    expect(stream.parser.root.children.map(({ kind }) => kind)).toEqual(['paragraph'])
  })
})
