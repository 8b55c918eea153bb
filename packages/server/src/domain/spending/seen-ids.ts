/** Ids that were seen lately: so many, the oldest forgotten first. */
export class SeenIds {
  readonly #ids = new Set<string>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  add(id: string): void {
    const [oldest] = this.#ids
    if (this.#ids.size >= this.#most && oldest !== undefined) this.#ids.delete(oldest)
    this.#ids.add(id)
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }
}
