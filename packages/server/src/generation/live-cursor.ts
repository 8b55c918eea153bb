import type { LivePlace } from '@chat-view/protocol'
import type { LiveReader } from '../ports/live-answers.ts'
import type { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { LiveFollower } from './live-follower.ts'
import type { LiveText } from './live-text.ts'

/** Where one reader is in one answer: all that a slow reader costs (RT6). */
export class LiveCursor {
  /** Whose place it is. */
  readonly follower: LiveFollower
  readonly text: LiveText
  /** Without a place the first frame is a snapshot. */
  #fresh: boolean
  /** The growing part it reads, and how far; -1 before the first. */
  #part = -1
  #offset = 0
  /** Without one: the part that it came back at, with nothing of it. */
  #from = 0
  /** Parts it has been told of. */
  #told = 0
  #statusNumber = -1
  #repeats: Set<number> | null = null

  constructor(follower: LiveFollower, text: LiveText, place: LivePlace | undefined) {
    this.follower = follower
    this.text = text
    this.#fresh = place === undefined || !this.#resume(place)
  }

  /** Where its reader is; null before its first frame. */
  get place(): LivePlace | null {
    if (this.#fresh) return null
    const { message, generation } = this.text.name
    // A part that was told of and does not grow comes again: that it has none of the growing ones is all that is known.
    return { message, generation, part: this.#part < 0 ? this.#from : this.#part, offset: this.#offset }
  }

  /** A part that it was told of has changed as a whole. */
  repeat(part: number): void {
    if (this.#fresh || part >= this.#told) return
    this.#repeats ??= new Set()
    this.#repeats.add(part)
  }

  /** Sends all that is missing, as one piece each, for as long as the reader takes it. False when it takes no more. */
  advance(reader: LiveReader): boolean {
    while (reader.ready) {
      const frame = this.#next()
      if (!frame) return true
      reader.send(frame)
    }
    return false
  }

  #next(): OutgoingFrame | null {
    const text = this.text
    if (this.#fresh) return this.#snapshot()
    if (this.#statusNumber !== text.statusNumber) {
      this.#statusNumber = text.statusNumber
      return text.frames.status()
    }
    if (this.#repeats) return this.#repeat(this.#repeats)
    const length = text.lengthOf(this.#part)
    if (length > this.#offset) {
      const frame = text.frames.delta(this.#part, this.#offset)
      this.#offset = length
      return frame
    }
    return this.#told < text.parts.length ? this.#tell(this.#told) : null
  }

  #snapshot(): OutgoingFrame {
    const text = this.text
    this.#fresh = false
    this.#from = 0
    this.#part = text.growing
    this.#offset = text.lengthOf(this.#part)
    this.#told = text.parts.length
    this.#statusNumber = text.statusNumber
    return text.frames.snapshot()
  }

  #tell(part: number): OutgoingFrame {
    const data = this.text.parts[part]
    if (data && 'text' in data) {
      this.#part = part
      this.#offset = 0
      // It waited at a part that turns out not to grow: how far it is in the one before is not known.
    } else if (part > 0 && part === this.#from) return this.#snapshot()
    this.#told++
    return this.text.frames.part(part)
  }

  #repeat(parts: Set<number>): OutgoingFrame {
    const [part = 0] = parts
    parts.delete(part)
    if (parts.size === 0) this.#repeats = null
    return this.text.frames.part(part)
  }

  /**
   * Takes up a reader's place in a text; false when it names none. A place that the text has not reached waits: text of
   * one generation never forks.
   */
  #resume({ part, offset }: LivePlace): boolean {
    const data = this.text.parts[part]
    if (data && !('text' in data)) return false
    if (offset === 0) {
      this.#from = part
      this.#told = part
    } else {
      this.#part = part
      this.#offset = offset
      this.#told = part + 1
    }
    const changed = [...this.text.replaced].filter(replaced => replaced < part)
    if (changed.length > 0) this.#repeats = new Set(changed)
    return true
  }
}
