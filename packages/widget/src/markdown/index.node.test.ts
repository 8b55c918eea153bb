import { describe, expect, it } from 'vitest'
import * as entry from './index.ts'

describe('the markdown entry point', () => {
  it('EM8 is imported without a page, and exports its two functions', () => {
    expect(Object.keys(entry).sort()).toEqual(['createMarkdownView', 'renderMarkdown'])
    expect('document' in globalThis).toBe(false)
  })
})
