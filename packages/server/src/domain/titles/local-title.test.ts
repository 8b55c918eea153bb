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
  [`e${'\u0301'.repeat(10_000)}`, '…'],
  [`${' '.repeat(10_000)}late`, 'late'],
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

test('CV1 what lies far behind the beginning of a message costs its title nothing', () => {
  const begun = `${'word '.repeat(300)}`
  fc.assert(
    fc.property(fc.constantFrom(' ', '*', '`', '_', '~', 'x', '\u0301', '😀'), sign => {
      // The work for a run of blanks or signs grows with its square: over so many it would outlast the test.
      expect(localTitle(`${begun}a${sign.repeat(1_000_000)}a`)).toBe(localTitle(begun))
    }),
  )
})
