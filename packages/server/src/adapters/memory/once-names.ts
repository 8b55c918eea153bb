/** Names of acts that were counted of late; where there are too many, the oldest give way. */
export class OnceNames {
  readonly #forMs: number
  readonly #max: number
  // Oldest first: all are kept equally long.
  readonly #until = new Map<string, number>()

  constructor(forMs: number, max: number) {
    this.#forMs = forMs
    this.#max = max
  }

  has(name: string, now: number): boolean {
    return (this.#until.get(name) ?? now) > now
  }

  add(name: string, now: number): void {
    for (const [old, until] of this.#until) {
      if (until > now && this.#until.size < this.#max) break
      this.#until.delete(old)
    }
    this.#until.set(name, now + this.#forMs)
  }
}
