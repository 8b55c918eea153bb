/// <reference types="vite/types/importMeta.d.ts" />
import { transform } from 'esbuild'
import { describe, expect, it } from 'vitest'
import type { Sheet } from './define-sheet.ts'

/** What a popup with a conversation in it needs; the others come when they are first shown. */
const firstOpen = [
  'tokens',
  'isolation',
  'base',
  'controls',
  'launcher',
  'shell',
  'header',
  'messages',
  'message',
  'prose',
  'waiting',
  'empty',
  'composer',
  'states',
]

const baseTokens = ['accent', 'surface', 'ink', 'radius', 'font', 'prose', 'mono', 'size', 'density']
const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'], { eager: true })
const sheets = new Map<string, Sheet>()
for (const module of Object.values(modules))
  for (const [name, value] of Object.entries(module)) if (isSheet(value)) sheets.set(name, value)
const rules = (name: string): string => sheets.get(name)?.cssText ?? ''
const each = (check: (css: string) => boolean): string[] => [...sheets.keys()].filter(name => check(rules(name)))

describe('the sheets', () => {
  it('EM8 can be imported where there is no document, and make nothing then', () => {
    expect(globalThis).not.toHaveProperty('CSSStyleSheet')
    expect(sheets.size).toBeGreaterThan(20)
    expect([...sheets.keys()]).toEqual(expect.arrayContaining(firstOpen))
  })

  it('EM10 know no side of the page, only start and end', () => {
    const physical =
      /(?<![-\w])(left|right|(min-|max-)?(width|height)(?!:? *\d+px\))|margin-(top|bottom)|padding-(top|bottom)|border-(top|bottom))\b/
    expect(each(css => physical.test(css.replace(/\[align=\w+\]/g, '')))).toEqual([])
  })

  it('EM4 measure in units that no page rule can stretch', () => {
    expect(each(css => /\d(rem|vmin|vmax)\b/.test(css))).toEqual([])
  })

  it('EM5 load nothing', () => {
    expect(each(css => /url\(|@import|image-set\(|expression\(/.test(css))).toEqual([])
  })

  it('EM9 derive the tokens in one place, and use none that is not there', () => {
    const defined = new Set([...rules('tokens').matchAll(/(--chat-[\w-]+):/g)].map(match => match[1]))
    for (const name of baseTokens) expect(defined).not.toContain(`--chat-${name}`)
    expect(each(css => /--chat-[\w-]+:/.test(css))).toEqual(['tokens'])
    for (const name of sheets.keys())
      for (const [, token, fallback] of rules(name).matchAll(/var\((--chat-[\w-]+)(,?)/g))
        if (fallback === '') expect(defined, name).toContain(token)
  })

  it('EM9 are well-formed', async () => {
    for (const name of sheets.keys()) {
      const { warnings } = await transform(rules(name), { loader: 'css' })
      expect(warnings, name).toEqual([])
    }
  })

  it('EM1 weigh less than 6 kB gzipped for the first open', async () => {
    const { code } = await transform(firstOpen.map(rules).join(''), { loader: 'css', minify: true })
    const zipped = new Blob([code]).stream().pipeThrough(new CompressionStream('gzip'))
    expect((await new Response(zipped).bytes()).length).toBeLessThan(6000)
  })
})

function isSheet(value: unknown): value is Sheet {
  return typeof value === 'function' && 'cssText' in value
}
