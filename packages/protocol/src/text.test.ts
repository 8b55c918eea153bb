import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { id } from './ids.ts'
import { messageText, title } from './text.ts'

const fails = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown): boolean =>
  !schema.safeParse(value).success

describe('what a person writes', () => {
  test('SE10 any text that is not blank and has no NUL passes, and is well formed afterwards', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(text, written => {
        const parsed = messageText.safeParse(written)
        expect(parsed.success).toBe(written.trim() !== '' && !written.includes('\u0000'))
        if (parsed.success) expect(parsed.data).toBe(written.toWellFormed())
      }),
    )
  })

  test('SE10 a message ends at its bound', () => {
    expect(fails(messageText, 'x'.repeat(100_000))).toBe(false)
    expect(fails(messageText, 'x'.repeat(100_001))).toBe(true)
  })

  test('CV1 a title is one line', () => {
    expect(title.parse('  Two \n\t lines \ud83d ')).toBe('Two lines \ufffd')
    expect(['', ' \n ', 'a\u0000b', 'x'.repeat(201)].filter(text => !fails(title, text))).toEqual([])
  })
})

test('SE10 an id is a lower-case UUID and nothing else', () => {
  const others = [
    { $gt: '' },
    ['0190d5a8-7b9c-7def-8abc-0123456789ab'],
    null,
    5,
    '',
    'x',
    '0190D5A8-7B9C-7DEF-8ABC-0123456789AB',
  ]
  expect(others.filter(value => !fails(id, value))).toEqual([])
  expect(fails(id, '0190d5a8-7b9c-7def-8abc-0123456789ab\n')).toBe(true)
  expect(fails(id, '0190d5a8-7b9c-7def-8abc-0123456789ab')).toBe(false)
})
