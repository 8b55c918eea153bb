/// <reference types="vite/client" />
import specification from 'commonmark-spec/spec.txt?raw'
import { describe, expect, it } from 'vitest'
import * as allRules from './all-rules.ts'
import { BlockStream } from './blocks/block-stream.ts'
import { mayNeedRareRules, takeRareRules } from './rare-rules.ts'
import { blockHtml } from './testing/block-html.ts'
import { gfmExamples } from './testing/gfm-examples.ts'
import { readExamples } from './testing/spec-examples.ts'

function parse(text: string): string {
  const stream = new BlockStream()
  stream.append(text)
  stream.finish()
  return blockHtml(stream.parser)
}

const texts = [...readExamples(specification), ...gfmExamples].map(({ markdown }) => markdown)

describe('the rules for what is rare', () => {
  it('UX3 are asked for by every text that reads otherwise without them, wherever it is cut', () => {
    const without = texts.map(parse)
    takeRareRules(allRules)
    const needing = texts.filter((text, at) => parse(text) !== without[at])
    expect(needing.length).toBeGreaterThan(100)
    for (const text of needing) {
      expect(mayNeedRareRules(text), text).toBe(true)
      for (let cut = 1; cut < text.length; cut++)
        expect(mayNeedRareRules(text.slice(0, cut)) || mayNeedRareRules(text, cut), text).toBe(true)
    }
  })

  it('UX3 are asked for by none that holds paragraphs, headings, lists, styles, links and code alone', () => {
    const text =
      '# One & two\n\n- *a* < **b**: `c`\n1. [d](https://www.e.example/@f)\n\n> ~~g~~ @h\n\n```js\ni = j\n```\n'
    for (let cut = 0; cut < text.length; cut++) expect(mayNeedRareRules(text.slice(0, cut + 1), cut)).toBe(false)
  })
})
