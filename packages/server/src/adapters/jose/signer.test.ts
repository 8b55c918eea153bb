import { describe, expect, test } from 'vitest'
import { createSigner } from './signer.ts'

const old = 'an old secret of more than 32 characters'
const fresh = 'a new secret of more than 32 characters too'

describe('signatures', () => {
  test('SE1 a signature holds for its purpose and its text alone', () => {
    const signer = createSigner([old])
    const signature = signer.sign('receipt', 'a text')
    expect(signature).toMatch(/^[\w-]{43}$/)
    expect(signer.verifies('receipt', 'a text', signature)).toBe(true)
    const others = [
      signer.verifies('seal', 'a text', signature),
      signer.verifies('receipt', 'a text ', signature),
      signer.verifies('receipt', 'a text', ''),
      signer.verifies('receipt', 'a text', `${signature}A`),
      signer.verifies('receipt', 'a text', `${signature}=`),
      signer.verifies('receipt', 'a text', signer.digest('receipt', 'a text')),
      createSigner([fresh]).verifies('receipt', 'a text', signature),
    ]
    expect(others).toEqual(others.map(() => false))
  })

  test('SE1 SECRET_KEY is rotated: the first signs, all verify, what is looked up stays', () => {
    const [before, during] = [createSigner([old]), createSigner([fresh, old])]
    expect(during.verifies('seal', 'text', before.sign('seal', 'text'))).toBe(true)
    expect(createSigner([fresh]).verifies('seal', 'text', during.sign('seal', 'text'))).toBe(true)
    expect(during.digest('subject', 'ada')).toBe(before.digest('subject', 'ada'))
    expect(during.digest('subject', 'ada')).not.toBe(during.digest('subject', 'bob'))
    expect(createSigner([fresh]).digest('subject', 'ada')).not.toBe(before.digest('subject', 'ada'))
  })

  test('SE1 there is no signer without a secret', () => {
    expect(() => createSigner([])).toThrow(expect.objectContaining({ code: 'internal' }))
  })
})
