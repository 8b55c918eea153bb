import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCipher } from './cipher.ts'

const [old, fresh] = ['an old secret of at least 32 characters', 'a fresh secret of at least 32 characters']

it('AI9.4 what is sealed opens for its purpose and place alone, and never twice in the same words', () => {
  const cipher = createCipher([fresh])
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const sealed = cipher.seal('masks', 't1 EMAIL_1', text)
      expect(cipher.open('masks', 't1 EMAIL_1', sealed)).toBe(text)
      expect(cipher.open('masks', 't2 EMAIL_1', sealed)).toBeNull()
      expect(cipher.open('keys', 't1 EMAIL_1', sealed)).toBeNull()
      expect(cipher.seal('masks', 't1 EMAIL_1', text)).not.toBe(sealed)
    }),
  )
})

it('AI9.4 every key of the list opens, the first seals, and one that was taken out opens nothing', () => {
  const before = createCipher([old]).seal('masks', 'x', 'ada@example.com')
  const rotated = createCipher([fresh, old])
  expect(rotated.open('masks', 'x', before)).toBe('ada@example.com')
  const after = rotated.seal('masks', 'x', 'ada@example.com')
  expect(createCipher([fresh]).open('masks', 'x', after)).toBe('ada@example.com')
  expect(createCipher([fresh]).open('masks', 'x', before)).toBeNull()
})

it('AI9.4 what was changed or cut does not open', () => {
  const cipher = createCipher([fresh])
  const sealed = cipher.seal('masks', 'x', 'ada@example.com')
  const bytes = Buffer.from(sealed, 'base64url')
  bytes[14] = (bytes[14] ?? 0) ^ 1
  expect(cipher.open('masks', 'x', bytes.toString('base64url'))).toBeNull()
  for (const broken of ['', 'abc', sealed.slice(0, -4)]) expect(cipher.open('masks', 'x', broken)).toBeNull()
  expect(() => createCipher([])).toThrow(/SECRET_KEY/)
})
