/**
 * A placeholder is `[EMAIL_1]` where it is masked. Its key is `EMAIL_1`: a kind in capitals, and a number. Models write
 * it otherwise at times: `[email_1]`, `\[EMAIL\_1\]`, `【EMAIL_1】`, `<EMAIL-1>`, or without brackets.
 */
export const placeholderOf = (key: string): string => `[${key}]`

/** The kind of a custom pattern, as its placeholders name it: `order-no` is `ORDER_NO`. */
export const kindOf = (name: string): string => name.toUpperCase().replaceAll('-', '_')

/** Keys that are given, and all their beginnings. */
export class PlaceholderKeys {
  readonly #keys = new Set<string>()
  readonly #beginnings = new Set<string>()

  add(key: string): void {
    if (this.#keys.has(key)) return
    this.#keys.add(key)
    for (let n = 1; n <= key.length; n++) this.#beginnings.add(key.slice(0, n))
  }

  get size(): number {
    return this.#keys.size
  }

  has(key: string): boolean {
    return this.#keys.has(key)
  }

  /** Can a key begin so? Every key can itself. */
  begins(text: string): boolean {
    return this.#beginnings.has(text)
  }
}
