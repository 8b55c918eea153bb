import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutText } from './cut-text.ts'

const letters = async (text: string): Promise<number> => text.length

it('AI3.6 what is cut keeps its beginning and its end, and says how much is missing', async () => {
  const text = `${'a'.repeat(500)}${'b'.repeat(9_000)}${'c'.repeat(500)}`
  const cut = await cutText(text, { tokens: text.length, room: 600, at: 'middle' }, letters)
  const [, first = '', missing = '', last = ''] = /^(a+)\n\[… (\d+) characters.*\]\n(c+)$/.exec(cut?.text ?? '') ?? []
  expect(first.length + Number(missing) + last.length).toBe(text.length)
  expect(cut?.tokens).toBeLessThanOrEqual(600)
})

it('AI3.6 less than a few words is not worth sending', async () => {
  expect(await cutText('x'.repeat(5_000), { tokens: 5_000, room: 60, at: 'middle' }, letters)).toBeNull()
  expect(await cutText('x'.repeat(30), { tokens: 300, room: 200, at: 'middle' }, letters)).toBeNull()
})

it('AI3.6 a text whose tokens can’t be made fewer is given up', async () => {
  let asked = 0
  const stubborn = async (): Promise<number> => {
    asked++
    return 101
  }
  expect(await cutText('x'.repeat(100_000), { tokens: 101, room: 100, at: 'start' }, stubborn)).toBeNull()
  expect(asked).toBeLessThanOrEqual(6)
})

it('AI3.6 whatever is cut fits, and no code point is cut through', async () => {
  const words = fc.array(fc.constantFrom('😀', 'a', '天', ' ', 'word ', '\n'), { minLength: 300, maxLength: 1_000 })
  const room = fc.integer({ min: 250, max: 900 })
  // Every other kind of letter takes its own number of tokens, so that a share of the text is no share of the tokens.
  const uneven = async (text: string): Promise<number> =>
    Array.from(text).reduce((sum, letter) => sum + ('😀天'.includes(letter) ? 3 : 1), 0)
  await fc.assert(
    fc.asyncProperty(words, room, fc.constantFrom('middle', 'start'), async (parts, least, at) => {
      const text = parts.join('')
      const tokens = await uneven(text)
      fc.pre(tokens > least)
      const cut = await cutText(text, { tokens, room: least, at }, uneven)
      if (cut === null) return
      expect(cut.tokens).toBeLessThanOrEqual(least)
      expect(cut.text.isWellFormed()).toBe(true)
      expect(cut.text).not.toContain('\ufffd')
    }),
  )
})
