import fc from 'fast-check'
import { expect, test } from 'vitest'
import { finishedSentences, spokenText } from './spoken-text.ts'

test.each([
  ['# A heading', 'A heading'],
  ['Some **bold**, *light* and `code`.', 'Some bold, light and code.'],
  ['- [x] done\n- open\n1. first', 'done\nopen\nfirst'],
  ['See [the page](https://example.com/x).', 'See the page.'],
  ['> quoted', 'quoted'],
  ['| a | b |\n|---|--:|\n| 1 | 2 |', 'a, b\n1, 2'],
  ['```js\nlet a = 2 * 3\n```', 'let a = 2 * 3'],
  ['snake_case and 2*3*4 stay', 'snake_case and 2*3*4 stay'],
])('UX2 the marks of %j are not read out', (markdown, spoken) => {
  expect(spokenText(markdown)).toBe(spoken)
})

test('UX2 only finished sentences are read out while a text grows', () => {
  expect(finishedSentences('One is done. Two is n', 'en')).toBe('One is done. ')
  expect(finishedSentences('A line\nanother line', 'en')).toBe('A line\n')
  expect(finishedSentences('Not yet', 'en')).toBe('')
  expect(finishedSentences('一つ目です。二つ目', 'ja')).toBe('一つ目です。')
})

test('UX2 what is finished stays finished as the text goes on', () => {
  const sentence = fc.constantFrom('It is so. ', 'Is it? ', 'A line\n', 'Wait', ' more')
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 12 }), pieces => {
      const text = pieces.join('')
      for (let end = 1; end < text.length; end++) {
        const before = finishedSentences(text.slice(0, end), 'en')
        expect(text.startsWith(before)).toBe(true)
      }
    }),
  )
})
