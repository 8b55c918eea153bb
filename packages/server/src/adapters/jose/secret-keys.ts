import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What one entry of `SECRET_KEY` is used for; each purpose has a key of its own, so that no token passes as another. */
export interface SecretKey {
  /** Names the key in the head of a token, and tells nothing of it. */
  readonly kid: string
  readonly tokens: Uint8Array
  readonly seals: Uint8Array
}

const derive = (secret: string, purpose: string): Buffer =>
  createHmac('sha256', secret).update(`chat-view ${purpose}`).digest()

/** Derives the working keys of one entry of `SECRET_KEY`. */
export const deriveKeys = (secret: string): SecretKey => ({
  kid: createHash('sha256').update(derive(secret, 'name')).digest('base64url').slice(0, 12),
  tokens: derive(secret, 'tokens'),
  seals: derive(secret, 'seals'),
})

/** A keyed check of a text, 16 bytes. */
export const checkOf = (key: SecretKey, text: string): Buffer =>
  createHmac('sha256', key.seals).update(text).digest().subarray(0, 16)

/** Compares in constant time. */
export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)
