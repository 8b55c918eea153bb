import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settledLength, spokenText } from './spoken-text.ts'

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
  const settled = (text: string, from = 0, language = 'en') => text.slice(from, settledLength(text, from, language))
  expect(settled('One is done. Two is n')).toBe('One is done. ')
  expect(settled('A line\nanother line')).toBe('A line\n')
  expect(settled('Not yet')).toBe('')
  expect(settled('One is done. Two as well. Thr', 13)).toBe('Two as well. ')
  expect(settled('一つ目です。二つ目', 0, 'ja')).toBe('一つ目です。')
})

test('UX2 every word is read out once, whenever one looks', () => {
  const sentence = fc.constantFrom('It is so. ', 'Is it? ', 'A line\n', 'Wait', ' more', '- an item\n', '**bold.** ')
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 12 }), fc.infiniteStream(fc.nat({ max: 9 })), (pieces, steps) => {
      const text = pieces.join('')
      let said = ''
      for (let seen = 0; seen < text.length; seen += 1 + (steps.next().value ?? 0))
        said += text.slice(said.length, settledLength(text.slice(0, seen), said.length, 'en'))
      expect(text.startsWith(said)).toBe(true)
      expect(spokenText(said + text.slice(said.length))).toBe(spokenText(text))
    }),
  )
})
