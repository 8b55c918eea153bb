import { expect, it } from 'vitest'
import { compactHtml } from './compact-html.ts'

it('UX3 keeps one space of many, in text and within a tag', () => {
  expect(compactHtml(['<p\n    class="a"\n  >\n    one\n    two </p>\n  <b></b>'])).toEqual([
    '<p class="a" > one two </p> <b></b>',
  ])
})

it('UX3 leaves the values of attributes as they are', () => {
  expect(compactHtml([`<p title="a  > b" lang='x  "'>  </p>`])).toEqual([`<p title="a  > b" lang='x  "'> </p>`])
})

it('UX3 knows its place after an expression', () => {
  expect(compactHtml(['<p title="', '  b"  class=', '\n   @click=', '>  ', '  </p>'])).toEqual([
    '<p title="',
    '  b" class=',
    ' @click=',
    '> ',
    ' </p>',
  ])
})
