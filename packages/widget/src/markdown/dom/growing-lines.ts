/** Writes lines of which only the last may still change into one text node, appending where it can. */
export class GrowingLines {
  readonly #node: Text
  /** Lines written before the last one, and their length. */
  #settled = 0
  #length = 0
  #last = ''

  constructor(node: Text) {
    this.#node = node
  }

  /** Shows the first `end` lines. */
  show(lines: readonly string[], end: number): void {
    if (end <= this.#settled) this.#rewind()
    const fresh = lines.slice(this.#settled, end).join('\n')
    if (fresh.startsWith(this.#last)) this.#node.appendData(fresh.slice(this.#last.length))
    else this.#node.replaceData(this.#length, this.#last.length, fresh)
    for (; this.#settled < end - 1; this.#settled++) this.#length += (lines[this.#settled]?.length ?? 0) + 1
    this.#last = lines[end - 1] ?? ''
  }

  /** The line written last turned out to be none: all is written anew. */
  #rewind(): void {
    this.#node.data = this.#last = ''
    this.#settled = this.#length = 0
  }
}
