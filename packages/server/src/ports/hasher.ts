/** A SHA-256 over texts, taken piece by piece as UTF-8. */
export interface Hasher {
  update(text: string): void
  /** In hexadecimal; the end of it. */
  digest(): string
}

export type MakeHasher = () => Hasher
