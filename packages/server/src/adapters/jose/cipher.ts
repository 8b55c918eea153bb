import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Cipher } from '../../ports/cipher.ts'
import { CodedError } from '../../ports/coded-error.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

const keyOf = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `chat-view encryption ${purpose}`, 32))

const openWith = (key: Buffer, about: string, bytes: Buffer): string | null => {
  const nonce = bytes.subarray(0, nonceBytes)
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString()
  } catch {
    // Another key's, or changed: the tag does not tell which.
    return null
  }
}

/** AES-256-GCM by the entries of `SECRET_KEY`, with a key of its own for each purpose, derived by HKDF. */
export const createCipher = (secrets: readonly string[]): Cipher => {
  if (secrets.length === 0) throw new CodedError('internal', { detail: 'SECRET_KEY holds no key' })
  const derived = new Map<string, readonly Buffer[]>()
  const keysOf = (purpose: string): readonly Buffer[] => {
    const known = derived.get(purpose) ?? secrets.map(secret => keyOf(secret, purpose))
    derived.set(purpose, known)
    return known
  }
  return {
    seal(purpose, about, text) {
      const nonce = randomBytes(nonceBytes)
      const [key] = keysOf(purpose) as [Buffer]
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(about))
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return sealed.toString('base64url')
    },
    open(purpose, about, sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < nonceBytes + tagBytes) return null
      for (const key of keysOf(purpose)) {
        const text = openWith(key, about, bytes)
        if (text !== null) return text
      }
      return null
    },
    isStale(purpose, about, sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const [key] = keysOf(purpose) as [Buffer]
      return bytes.length < nonceBytes + tagBytes || openWith(key, about, bytes) === null
    },
  }
}
