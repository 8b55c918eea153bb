const prime = 0x01000193

/** Every platform has it; this package knows the types of none. */
declare const TextEncoder: new () => { encode(text: string): Iterable<number> }

/** Running state of {@link hashText}: two 32-bit halves and a high surrogate that waits for its other half. */
export interface TextHash {
  a: number
  b: number
  high: number
}

/** The state before any text. */
export const startTextHash = (): TextHash => ({ a: 0x811c9dc5, b: 0x9747b28c, high: 0 })

const byte = (hash: TextHash, value: number): void => {
  hash.a = Math.imul(hash.a ^ value, prime)
  hash.b = Math.imul(hash.b ^ value, 0x5bd1e995)
  hash.b ^= hash.b >>> 15
}

const codePoint = (hash: TextHash, point: number): void => {
  if (point < 0x80) byte(hash, point)
  else if (point < 0x800) {
    byte(hash, 0xc0 | (point >> 6))
    byte(hash, 0x80 | (point & 63))
  } else if (point < 0x10000) {
    byte(hash, 0xe0 | (point >> 12))
    byte(hash, 0x80 | ((point >> 6) & 63))
    byte(hash, 0x80 | (point & 63))
  } else {
    byte(hash, 0xf0 | (point >> 18))
    byte(hash, 0x80 | ((point >> 12) & 63))
    byte(hash, 0x80 | ((point >> 6) & 63))
    byte(hash, 0x80 | (point & 63))
  }
}

/** Adds text; pieces may be cut anywhere, also inside a surrogate pair. Lone surrogates count as U+FFFD. */
export const addTextHash = (hash: TextHash, text: string): void => {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (hash.high) {
      const high = hash.high
      hash.high = 0
      if (unit >= 0xdc00 && unit < 0xe000) {
        codePoint(hash, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00))
        continue
      }
      codePoint(hash, 0xfffd)
    }
    if (unit >= 0xd800 && unit < 0xdc00) hash.high = unit
    else codePoint(hash, unit >= 0xdc00 && unit < 0xe000 ? 0xfffd : unit)
  }
}

const digits = ({ a, b }: TextHash): string =>
  (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0')

/** 16 hex digits; the state may be added to afterwards. */
export const endTextHash = (hash: TextHash): string => {
  const end = { ...hash }
  if (end.high) codePoint(end, 0xfffd)
  return digits(end)
}

/**
 * 64-bit check sum of the UTF-8 of a text, as 16 hex digits (RT2). It finds what went wrong on the way, it is no
 * protection against forgery; it works without `crypto.subtle`, which pages without TLS lack.
 */
export const hashText = (text: string): string => {
  const hash = startTextHash()
  // The encoder, too, makes U+FFFD of a lone surrogate.
  for (const value of new TextEncoder().encode(text)) byte(hash, value)
  return digits(hash)
}
