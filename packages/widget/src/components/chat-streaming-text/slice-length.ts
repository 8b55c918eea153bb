const longest = 8_000
const shortest = 500
/** Milliseconds between frames: what takes longer can be felt, what takes less leaves room. */
const slow = 40
const quick = 25

/**
 * How many characters are drawn within a frame, by how long the frames before took: what is longer goes on in the next
 * one, so that nothing freezes, whatever a text asks for and however slow the device is (SE6).
 */
export class SliceLength {
  /** Everything is drawn at once: a printer waits for no frame. */
  static whole = false
  #length = longest / 2
  #drawn = 0

  /** The length for a frame that began at this time. */
  at(frame: number): number {
    if (SliceLength.whole) return Number.POSITIVE_INFINITY
    const took = frame - this.#drawn
    this.#drawn = frame
    if (took > slow) this.#length = Math.max(shortest, this.#length / 2)
    else if (took < quick) this.#length = Math.min(longest, this.#length * 2)
    return this.#length
  }
}
