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

  /** Of what came since the reader looked here, all up to the last one that is read is seen; null: there is none. */
  readElsewhere(keys: readonly string[], isRead: (key: string) => boolean): string | null {
    const from = this.#seen === undefined ? -1 : keys.lastIndexOf(this.#seen)
    const at = from < 0 ? -1 : keys.findLastIndex((key, index) => index > from && isRead(key))
    const last = keys[at]
    if (last === undefined) return null
    this.#seen = last
    if (this.#before !== null) this.#before = at === keys.length - 1 ? null : last
    return last
  }
}
