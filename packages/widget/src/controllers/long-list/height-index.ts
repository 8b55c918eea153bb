/** Height of a row of which nothing like it was measured yet, in px. */
const guess = 96

/** What was measured of one kind of rows. */
interface Average {
  sum: number
  count: number
}

/**
 * Heights of a list's rows in px: measured, or until then the average of what was measured of their kind. Where a row
 * stands, which row stands at a place, and a new measure take steps in the order of log n; rows that come or go take one
 * pass over all heights.
 */
export class HeightIndex {
  #heights = new Float64Array(0)
  #measured = new Uint8Array(0)
  #kinds = new Uint8Array(0)
  /** Sums over ranges whose lengths are powers of two (a Fenwick tree); place 0 is not used. */
  #tree = new Float64Array(1)
  #averages: Average[] = []
  /** Estimates are made anew when so many rows were measured. */
  #nextEstimate = 8
  #measures = 0

  get length(): number {
    return this.#heights.length
  }

  get total(): number {
    return this.offsetOf(this.length)
  }

  heightOf(row: number): number {
    return this.#heights[row] ?? 0
  }

  /** Px above a row; of `length`, all of them. */
  offsetOf(row: number): number {
    let sum = 0
    for (let at = Math.min(row, this.length); at > 0; at -= at & -at) sum += this.#tree[at] ?? 0
    return sum
  }

  /** The row at so many px below the top; the first one above it, the last one below the end. */
  rowAt(px: number): number {
    let row = 0
    let left = px
    for (let step = 2 ** Math.floor(Math.log2(this.length || 1)); step > 0; step >>= 1) {
      const sum = this.#tree[row + step]
      if (sum === undefined || sum > left) continue
      row += step
      left -= sum
    }
    return Math.max(0, Math.min(row, this.length - 1))
  }

  /** Replaces `removed` rows from `at` on by rows of these kinds (small numbers). */
  splice(at: number, removed: number, kinds: ArrayLike<number>): void {
    const added = new Float64Array(kinds.length)
    for (let row = 0; row < kinds.length; row++) added[row] = this.#estimate(kinds[row] ?? 0)
    const replaced = <T extends Float64Array | Uint8Array>(old: T, now: T, fresh: ArrayLike<number>): T => {
      now.set(old.subarray(0, at))
      now.set(fresh, at)
      now.set(old.subarray(at + removed), at + kinds.length)
      return now
    }
    const length = this.length - removed + kinds.length
    this.#heights = replaced(this.#heights, new Float64Array(length), added)
    this.#kinds = replaced(this.#kinds, new Uint8Array(length), kinds)
    this.#measured = replaced(this.#measured, new Uint8Array(length), new Uint8Array(kinds.length))
    this.#build()
  }

  /** Takes heights as they were measured; true: what is not measured is estimated anew. */
  measure(heights: Iterable<readonly [row: number, px: number]>): boolean {
    for (const [row, px] of heights) this.#set(row, px)
    if (this.#measures < this.#nextEstimate) return false
    // Twice as many next time: estimates become true soon, and are made anew ever less often.
    this.#nextEstimate = this.#measures * 2
    for (let row = 0; row < this.length; row++)
      if (!this.#measured[row]) this.#heights[row] = this.#estimate(this.#kinds[row] ?? 0)
    this.#build()
    return true
  }

  #set(row: number, px: number): void {
    if (!(row in this.#heights)) return
    const kind = this.#kinds[row] ?? 0
    const change = px - this.heightOf(row)
    this.#averages[kind] ??= { sum: 0, count: 0 }
    const average = this.#averages[kind]
    if (this.#measured[row]) average.sum += change
    else {
      average.sum += px
      average.count++
      this.#measures++
    }
    this.#measured[row] = 1
    this.#heights[row] = px
    for (let at = row + 1; at < this.#tree.length; at += at & -at) this.#tree[at] = (this.#tree[at] ?? 0) + change
  }

  #estimate(kind: number): number {
    const { sum, count } = this.#averages[kind] ?? { sum: guess, count: 1 }
    return sum / count
  }

  #build(): void {
    const tree = new Float64Array(this.length + 1)
    tree.set(this.#heights, 1)
    for (let at = 1; at < tree.length; at++) {
      const above = at + (at & -at)
      if (above < tree.length) tree[above] = (tree[above] ?? 0) + (tree[at] ?? 0)
    }
    this.#tree = tree
  }
}
