import { common, createLowlight } from 'lowlight'
import { describe, expect, it } from 'vitest'
import { codeSlices } from './code-slices.ts'
import { grammarName } from './grammar-names.ts'
import { grammars } from './grammars.ts'

const lowlight = createLowlight(common)

/** The slices of a code, and the length of each piece that the highlighter was given. */
function read(grammar: string, code: string): { runs: { colour: string | null; text: string }[]; turns: number[] } {
  const turns: number[] = []
  const highlight = (name: string, text: string) => {
    turns.push(text.length)
    return lowlight.highlight(name, text)
  }
  return { runs: [...codeSlices({ highlight }, grammar, code)].flat(), turns }
}

const text = (runs: readonly { text: string }[]): string => runs.map(run => run.text).join('')
const coloured = (grammar: string, code: string): [string, string][] =>
  read(grammar, code).runs.flatMap(({ colour, text }) => (colour ? [[colour, text]] : []))

describe('the colours of code', () => {
  it('UX3 tell keywords, texts, numbers and comments apart', () => {
    expect(coloured('typescript', "const a = 'b' + 1 // c")).toEqual([
      ['k', 'const'],
      ['t', "'b'"],
      ['n', '1'],
      ['c', '// c'],
    ])
    expect(coloured('xml', '<a b="c">d</a>')).toEqual([
      ['k', 'a'],
      ['t', '"c"'],
      ['k', 'a'],
    ])
  })

  it('UX3 cost one bounded turn after another, and lose no character', () => {
    const code = "const word = 'x' // and more\n\n".repeat(1_000)
    const { runs, turns } = read('typescript', code)
    expect(text(runs)).toBe(code)
    expect(Math.max(...turns)).toBeLessThanOrEqual(1_500)
    expect(turns.length).toBeGreaterThan(15)
    expect(runs.filter(({ colour }) => colour === 'k')).toHaveLength(1_000)
  })

  it('UX3 do not stop being those of a comment where a slice ends', () => {
    const long = `/* ${'a comment of many lines\n'.repeat(150)} */\nlet a\n`
    const { runs } = read('typescript', `${long}${'let b\n'.repeat(500)}`)
    expect(runs[0]).toEqual({ colour: 'c', text: long.slice(0, long.indexOf('*/') + 2) })
    expect(runs.filter(({ colour }) => colour === 'k')).toHaveLength(501)
  })

  it('UX3 end where no bearable slice can be read alone', () => {
    const { runs, turns } = read('typescript', `let a\n${'\\'.repeat(50_000)}\nlet b`)
    expect(text(runs)).toBe('let a\n')
    expect(Math.max(...turns)).toBeLessThanOrEqual(6_000)
    const open = read('typescript', `\`${'words\n'.repeat(5_000)}`)
    expect(open.turns.reduce((sum, length) => sum + length, 0)).toBeLessThan(20_000)
  })

  it('UX3 are there for every language of the table, under its usual names', () => {
    const names =
      'js jsx ts tsx py rb rs go c++ cs html sh zsh yml json toml kt md sql diff php swift JavaScript'.split(' ')
    for (const name of names) expect(grammars, name).toHaveProperty(grammarName(name) ?? '')
    for (const name of ['', 'mermaid', 'constructor', '__proto__', 'nonsense'])
      expect(grammarName(name)).toBeUndefined()
  })
})
