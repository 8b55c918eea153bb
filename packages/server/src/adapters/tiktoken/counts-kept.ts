import { hash } from 'node:crypto'

/**
 * Counts of texts that were counted before, the latest used; texts stand in it by their hash alone. They are kept in two
 * halves: what is used goes to the younger, and when that is full it takes the place of the older. Nothing is ever
 * removed one by one: a `Map` goes past every removed place of a key that comes again and again.
 */
export class CountsKept {
  readonly #half: number
  #younger = new Map<string, number>()
  #older: ReadonlyMap<string, number> = new Map()

  /** @param most how many are kept, the last half of them for certain */
  constructor(most: number) {
    this.#half = Math.max(1, Math.floor(most / 2))
  }

  static keyOf(encoding: string, text: string): string {
    return `${encoding} ${hash('sha1', text, 'base64')}`
  }

  get(key: string): number | undefined {
    const young = this.#younger.get(key)
    if (young !== undefined) return young
    const tokens = this.#older.get(key)
    if (tokens !== undefined) this.set(key, tokens)
    return tokens
  }

  set(key: string, tokens: number): void {
    if (this.#younger.size >= this.#half && !this.#younger.has(key)) {
      this.#older = this.#younger
      this.#younger = new Map()
    }
    this.#younger.set(key, tokens)
  }
}
