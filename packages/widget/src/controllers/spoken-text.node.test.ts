import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { growth, growthLimit } from '../markdown/testing/growth.ts'
import { hostileTexts } from '../markdown/testing/hostile-texts.ts'
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
  ['[A page](https://example.com/a_(b)) and [this].', 'A page and [this].'],
  ['- one\n    - two', 'one\ntwo'],
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

test('UX2 a text without an end of a sentence is read out in pieces that are bounded', () => {
  const text = 'word '.repeat(2_000)
  let said = 0
  const pieces: number[] = []
  for (let end = settledLength(text, 0, 'en'); end > said; end = settledLength(text, said, 'en')) {
    pieces.push(end - said)
    said = end
  }
  expect(text.length - said).toBeLessThan(2_000)
  expect(Math.max(...pieces)).toBeLessThanOrEqual(2_000)
})

test('UX2 no character of two units is cut where such a piece ends', () => {
  const text = `a${'😀'.repeat(2_000)}`
  const end = settledLength(text, 0, 'en')
  expect(end).toBe(1_999)
  expect(text.slice(end).codePointAt(0)).toBe('😀'.codePointAt(0))
})

describe.each(Object.entries(hostileTexts))('%s', (_name, make) => {
  it('UX2 cost no more than their length to read out', () => {
    const [short, long] = [make(4_000), make(32_000)]
    const ratio = growth(
      () => spokenText(short),
      () => spokenText(long),
    )
    expect(ratio).toBeLessThan(growthLimit)
  })
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
