/** The line before what came while nobody was looking: at the end of the list, on a page that is looked at (CV1). */
export class UnseenMark {
  #seen: string | undefined
  #before: string | null = null

  /** The last message that was seen when the first unseen one came; null: nothing to mark. */
  get after(): string | null {
    return this.#before
  }

  enter(): void {
    this.#seen = undefined
    this.#before = null
  }

  /** `looking`: the end is on the screen. `own`: the newest message is the reader's own, who has then seen the rest. */
  look(keys: readonly string[], looking: boolean, own: boolean): void {
    const last = keys.at(-1)
    if (own) this.#before = null
    else if (!looking && this.#seen !== undefined && last !== this.#seen && keys.includes(this.#seen)) {
      this.#before ??= this.#seen
      return
    }
    if (looking || own || this.#seen === undefined) this.#seen = last
  }
}
