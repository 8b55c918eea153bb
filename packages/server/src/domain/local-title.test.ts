import { messageText, title } from '@chat-view/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localTitle } from './local-title.ts'

test.each([
  ['What changed in v2?', 'What changed in v2?'],
  ['\n\n## A heading\nmore', 'A heading'],
  ['> **bold**  words', 'bold words'],
  ['***', '…'],
  [`${'word '.repeat(20)}`, `${'word '.repeat(11)}word…`],
  ['字'.repeat(80), `${'字'.repeat(60)}…`],
])('CV1 a thread gets a title from its first message: %j', (text, expected) => {
  expect(localTitle(text)).toBe(expected)
})

test('CV1 whatever is sent gives a title that is one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const sent = messageText.safeParse(text)
      if (sent.success) expect(title.safeParse(localTitle(sent.data)).success).toBe(true)
    }),
  )
})
