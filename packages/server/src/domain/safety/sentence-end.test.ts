import { expect, it } from 'vitest'
import { sentenceEnd } from './sentence-end.ts'

it.each([
  ['Not whole', 0],
  ['Version 1.2 is', 0],
  ['One. Two. ', 5],
  ['He said "No!" Then', 14],
  ['一。二', 2],
  ['A line\nand', 7],
  [`${'word '.repeat(79)}wording on`, 395],
  ['x'.repeat(500), 400],
  [`${'x'.repeat(399)}😀${'x'.repeat(99)}`, 399],
])('AI8.6 the first sentence of %j ends at %i', (text, end) => {
  expect(sentenceEnd(text)).toBe(end)
})
