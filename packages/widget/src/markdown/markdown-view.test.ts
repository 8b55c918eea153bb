import { expect } from 'chai'
import fc from 'fast-check'
import type { MarkdownOptions } from './markdown-options.ts'
import { createMarkdownView } from './markdown-view.ts'
import { renderMarkdown } from './render-markdown.ts'
import { domHtml } from './testing/dom-html.ts'
import { gfmExamples } from './testing/gfm-examples.ts'
import { normalHtml, rawHtmlAsText } from './testing/normal-html.ts'
import { cutAt, pieceLengths } from './testing/pieces.ts'
import { otherExamples, rawHtmlExamples } from './testing/spec-differences.ts'
import { readExamples } from './testing/spec-examples.ts'

const asSpecified: MarkdownOptions = { headingOffset: 0, isSafeUrl: () => true, imageHosts: [location.host] }
const examples = readExamples(await (await fetch('/node_modules/commonmark-spec/spec.txt')).text())

function whole(text: string, options: MarkdownOptions = {}): HTMLElement {
  const holder = document.createElement('div')
  holder.append(renderMarkdown(text, options))
  return holder
}

function streamed(pieces: readonly string[]): HTMLElement {
  const holder = document.createElement('div')
  const view = createMarkdownView(holder)
  for (const piece of pieces) view.append(piece)
  view.finish()
  return holder
}

describe('the nodes of a whole text', () => {
  it('UX3 are those of the 652 CommonMark examples', () => {
    expect(examples).to.have.length(652)
    for (const { number, section, markdown, html } of examples) {
      const wanted = otherExamples.get(number)?.html ?? html
      const form = rawHtmlExamples.has(number) ? rawHtmlAsText : normalHtml
      expect(form(domHtml(whole(markdown, asSpecified))), `example ${number} (${section})`).to.equal(form(wanted))
    }
  })

  it('UX3 are those of the GFM examples', () => {
    for (const { title, markdown, html } of gfmExamples)
      expect(normalHtml(domHtml(whole(markdown, asSpecified))), title).to.equal(normalHtml(html))
  })
})

describe('the nodes of a text that arrived in pieces', () => {
  const texts = [...examples, ...gfmExamples].map(({ markdown }) => markdown)

  it('UX3 are those of the whole, for every example cut anywhere', () => {
    for (const text of texts) {
      const expected = whole(text)
      expect(streamed([...text]).isEqualNode(expected), text).to.equal(true)
      fc.assert(
        fc.property(pieceLengths, lengths => streamed(cutAt(text, lengths)).isEqualNode(expected)),
        { numRuns: 3 },
      )
    }
  }).timeout(60_000)

  it('UX3 are those of the whole, for examples in any order', () => {
    const texts2 = fc.array(fc.constantFrom(...texts), { minLength: 2, maxLength: 5 })
    const joints = fc.constantFrom('', '\n', '\n\n', '\n> ', '\n- ', '\n   ')
    fc.assert(
      fc.property(texts2, joints, pieceLengths, (parts, joint, lengths) => {
        const text = parts.join(joint)
        return streamed(cutAt(text, lengths)).isEqualNode(whole(text))
      }),
      { numRuns: 3000 },
    )
  }).timeout(60_000)

  it('UX3 are those of the whole, for text of any characters', () => {
    const bits = [...'*_~`[]()<>#-+=|\\&;:!.1\t \n\r', '\r\n', '  ', '\n\n', '```', '> ', '- [ ] ', '1. ', 'ab', '😀']
    const more = [
      '[a]: /b\n',
      '[a]',
      '|-|',
      '![',
      '](',
      '](<',
      ' "',
      '")',
      'https://',
      'a@b.c',
      '\u202e',
      '\0',
      '&amp;',
      '**',
      '~~',
    ]
    const text = fc.array(fc.constantFrom(...bits, ...more), { maxLength: 60 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, pieceLengths, (source, lengths) => streamed(cutAt(source, lengths)).isEqualNode(whole(source))),
      { numRuns: 6000 },
    )
  }).timeout(60_000)
})
