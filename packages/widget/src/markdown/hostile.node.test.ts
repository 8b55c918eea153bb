import { describe, expect, it } from 'vitest'
import * as allRules from './all-rules.ts'
import type { Block } from './blocks/block.ts'
import { BlockStream } from './blocks/block-stream.ts'
import { parseInline } from './inline/inline-parser.ts'
import { takeRareRules } from './rare-rules.ts'

takeRareRules(allRules)

const times = (text: string, count: number): string => text.repeat(count)

/** Texts that cost other parsers the square of their length, or their stack. */
const hostile: Readonly<Record<string, (size: number) => string>> = {
  'nested quotes': n => `${times('> ', n)}a`,
  'nested lists': n => `${times('- ', n)}a`,
  'open brackets': n => times('[', n),
  'nested brackets': n => `${times('[', n)}a${times(']', n)}`,
  'nested links': n => `${times('[', n)}a${times('](b)', n)}`,
  'nested images': n => `${times('![', n)}a${times('](b)', n)}`,
  'open links': n => times('[a](b ', n),
  'open titles': n => times('[a](b "c ', n),
  'one long word': n => times('a', 10 * n),
  'open emphasis': n => times('*a **a ', n),
  'nested emphasis': n => `${times('*a ', n)}${times('b*', n)}`,
  'crossed emphasis': n => `${times('*a _b ', n)}${times('c_ d* ', n)}`,
  'a long run of stars': n => `${times('*', n)}a${times('*', n)}`,
  'a long run of backticks': n => times('`', 10 * n),
  'runs of backticks of all lengths': n => Array.from({ length: Math.sqrt(20 * n) }, (_, i) => times('`', i)).join('a'),
  'open comments': n => times('<!-- a ', n),
  'open tags': n => times('<a b="', n),
  'a tag of many attributes': n => `a <b${times(' c', 5 * n)}`,
  'signs that start nothing': n => times('<@&', 3 * n),
  'an address with closing signs': n => `https://a&${times(';)', 3 * n)}`,
  'white space within a line': n => `a${times(' ', 10 * n)}b${times('\t', 10 * n)}c`,
  'beginnings of web addresses': n => times('(www.', n),
  'addresses of no domain': n => times('_www.a_', n),
  'a heading of number signs': n => `# a${times(' #', 5 * n)} b`,
  'many definitions': n => times('[a]: b\n', n),
  'short rows of a wide table': n => `${times('|a', 100)}\n${times('|-', 100)}\n${times('|\n', n)}`,
  'a delimiter row of bars': n => `a\n${times('|', 10 * n)}`,
  'lazy lines of a deep quote': n => `${times('>', 100)}a\n${times('b\n', n)}`,
}

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

/** Eight times the length may take this many times as long; 64 would be quadratic. */
const LIMIT = 24
const ROUNDS = 15

function elapsed(act: () => unknown): number {
  const start = performance.now()
  act()
  return performance.now() - start
}

/** How the time grows, by the best of as many rounds as a busy machine needs. */
function growth(short: () => unknown, long: () => unknown): number {
  let ratio = Number.POSITIVE_INFINITY
  let best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const
  for (let round = 0; round < ROUNDS && (round < 2 || ratio > LIMIT); round++) {
    best = [Math.min(best[0], elapsed(short)), Math.min(best[1], elapsed(long))]
    // Half a millisecond is the noise of the clock.
    ratio = (best[1] + 0.5) / (best[0] + 0.5)
  }
  return ratio
}

describe.each(Object.entries(hostile))('%s', (_name, make) => {
  it.each([false, true])('SE6 cost no more than their length (growing: %s)', growing => {
    const short = make(4_000)
    const long = make(32_000)
    const ratio = growth(
      () => read(short, growing),
      () => read(long, growing),
    )
    expect(ratio).toBeLessThan(LIMIT)
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
