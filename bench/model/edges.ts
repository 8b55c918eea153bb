const grown = (old: Int32Array): Int32Array => {
  const made = new Int32Array(old.length * 2)
  made.set(old)
  return made
}

/** Steps between numbered states, as many as there are. */
export class Edges {
  #from: Int32Array = new Int32Array(1 << 16)
  #to: Int32Array = new Int32Array(1 << 16)
  #size = 0

  add(from: number, to: number): void {
    if (this.#size === this.#from.length) {
      this.#from = grown(this.#from)
      this.#to = grown(this.#to)
    }
    this.#from[this.#size] = from
    this.#to[this.#size++] = to
  }

  /** Of `count` states, 1 for each from which one of `goals` can be reached. */
  reaching(goals: readonly number[], count: number): Uint8Array {
    const [starts, sources] = this.#bySource(count)
    const reached = new Uint8Array(count)
    const left = [...goals]
    for (const goal of goals) reached[goal] = 1
    for (let to = left.pop(); to !== undefined; to = left.pop())
      for (let at = starts[to] ?? 0; at < (starts[to + 1] ?? 0); at++) {
        const from = sources[at] ?? 0
        if (reached[from]) continue
        reached[from] = 1
        left.push(from)
      }
    return reached
  }

  /** For each state where its list of predecessors begins, and all these lists. */
  #bySource(count: number): readonly [Int32Array, Int32Array] {
    const starts = new Int32Array(count + 1)
    const size = this.#size
    const add = (list: Int32Array, at: number, more: number): void => {
      list[at] = (list[at] ?? 0) + more
    }
    for (let at = 0; at < size; at++) add(starts, (this.#to[at] ?? 0) + 1, 1)
    for (let at = 0; at < count; at++) add(starts, at + 1, starts[at] ?? 0)
    const next = starts.slice()
    const sources = new Int32Array(size)
    for (let at = 0; at < size; at++) {
      const to = this.#to[at] ?? 0
      sources[next[to] ?? 0] = this.#from[at] ?? 0
      add(next, to, 1)
    }
    return [starts, sources]
  }
}
