import { createHmac, hkdfSync } from 'node:crypto'
import { CodedError } from '../../ports/coded-error.ts'
import type { Signer } from '../../ports/signer.ts'
import { sameBytes } from './secret-keys.ts'

const macOf = (secret: string, purpose: string, text: string): Buffer => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `chat-view ${purpose}`, 32))
  return createHmac('sha256', key).update(text).digest()
}

/** Signs by the entries of `SECRET_KEY`; each purpose has a key of its own, derived by HKDF. */
export const createSigner = (secrets: readonly string[]): Signer => {
  const [first] = secrets
  const last = secrets.at(-1)
  if (first === undefined || last === undefined) throw new CodedError('internal', { detail: 'SECRET_KEY holds no key' })
  return {
    sign: (purpose, text) => macOf(first, `signature ${purpose}`, text).toString('base64url'),
    verifies(purpose, text, signature) {
      const given = Buffer.from(signature, 'base64url')
      // Only the one spelling that we make: base64 has several for the same bytes.
      if (given.toString('base64url') !== signature) return false
      return secrets.some(secret => sameBytes(macOf(secret, `signature ${purpose}`, text), given))
    },
    digest: (purpose, text) => macOf(last, `digest ${purpose}`, text).toString('base64url'),
  }
}
