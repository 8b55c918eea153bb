/// <reference types="vite/client" />
import specification from 'commonmark-spec/spec.txt?raw'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as allRules from './all-rules.ts'
import { BlockStream } from './blocks/block-stream.ts'
import { takeRareRules } from './rare-rules.ts'
import { blockHtml } from './testing/block-html.ts'
import { gfmExamples } from './testing/gfm-examples.ts'
import { normalHtml, rawHtmlAsText } from './testing/normal-html.ts'
import { cutAt, pieceLengths } from './testing/pieces.ts'
import { otherExamples, rawHtmlExamples } from './testing/spec-differences.ts'
import { readExamples } from './testing/spec-examples.ts'

takeRareRules(allRules)

const examples = readExamples(specification)

function parse(pieces: readonly string[]): string {
  const stream = new BlockStream()
  for (const piece of pieces) stream.append(piece)
  stream.finish()
  return blockHtml(stream.parser)
}

describe('CommonMark 0.31.2', () => {
  it('UX3 has all of its 652 examples here', () => {
    expect(examples).toHaveLength(652)
  })

  it.each(examples)('UX3 reads example $number ($section)', ({ number, markdown, html }) => {
    const wanted = otherExamples.get(number)?.html ?? html
    const form = rawHtmlExamples.has(number) ? rawHtmlAsText : normalHtml
    expect(form(parse([markdown]))).toBe(form(wanted))
  })

  it.each(examples.filter(({ number }) => rawHtmlExamples.has(number)))(
    'SE6 lets no raw HTML of example $number through as markup',
    ({ markdown, html }) => {
      expect(normalHtml(parse([markdown]))).not.toBe(normalHtml(html))
    },
  )
})

describe('GitHub Flavored Markdown', () => {
  it.each(gfmExamples)('UX3 reads $title', ({ markdown, html }) => {
    expect(normalHtml(parse([markdown]))).toBe(normalHtml(html))
  })
})

describe('a text that arrives in pieces', () => {
  const texts = [...examples, ...gfmExamples].map(({ markdown }) => markdown)

  it('UX3 becomes the same blocks as the whole, for every example cut anywhere', () => {
    for (const text of texts) {
      const whole = parse([text])
      expect(parse([...text])).toBe(whole)
      fc.assert(
        fc.property(pieceLengths, lengths => {
          expect(parse(cutAt(text, lengths))).toBe(whole)
        }),
        { numRuns: 5 },
      )
    }
  })

  it('UX3 becomes the same blocks whatever the text, its line endings and its cuts are', () => {
    const bits = [
      ...'*_~`[]()<>#-+=|\\&;:!.1\t \n\r',
      '\r\n',
      '  ',
      '\n\n',
      '```',
      '> ',
      '- ',
      '1. ',
      'ab',
      '😀',
      '[a]: /b\n',
      '|-|',
    ]
    const text = fc.array(fc.constantFrom(...bits), { maxLength: 60 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, pieceLengths, (source, lengths) => {
        expect(parse(cutAt(source, lengths))).toBe(parse([source]))
      }),
      { numRuns: 2000 },
    )
  })
})
