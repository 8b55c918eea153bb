import { expect, it } from 'vitest'
import * as entry from './index.ts'

it('EM8 the plug-ins are imported without a page', () => {
  expect(Object.keys(entry).sort()).toEqual(['extendMarkdown', 'mathsPlugin', 'mermaidPlugin'])
  expect('document' in globalThis).toBe(false)
})
