import type { LiveStatus, MessagePart } from '@chat-view/protocol'
import type { LogItem, StatusDetails } from '../ports/generation-log.ts'
import type { LiveCursor } from './live-cursor.ts'
import type { LiveContent, LiveName } from './live-frames.ts'
import { LiveFrames } from './live-frames.ts'
import { applyItem } from './replay-entries.ts'

/** A running answer as readers may see it: nothing that the log doesn't hold (RT2). */
export class LiveText implements LiveContent {
  readonly name: LiveName
  readonly parts: MessagePart[]
  readonly frames: LiveFrames
  readonly cursors = new Set<LiveCursor>()
  /** Parts written more than once: a reader that comes back may have them as they were. */
  readonly replaced = new Set<number>()
  /** Nothing of it is shown, until row and log were looked at again (RT14.2). */
  held = false
  #status: LiveStatus
  #details: StatusDetails = {}
  #statusNumber = 0

  constructor(name: LiveName, base: readonly MessagePart[], status: LiveStatus) {
    this.name = name
    this.parts = base.map(part => ({ ...part }))
    this.#status = status
    this.frames = new LiveFrames(name, this)
  }

  get status(): LiveStatus {
    return this.#status
  }

  get details(): StatusDetails {
    return this.#details
  }

  /** Grows with each change of the status. */
  get statusNumber(): number {
    return this.#statusNumber
  }

  /** The part that text goes into now; -1 when none grows. */
  get growing(): number {
    return this.parts.findLastIndex(part => 'text' in part)
  }

  lengthOf(part: number): number {
    const data = this.parts[part]
    return data && 'text' in data ? data.text.length : 0
  }

  setStatus(status: LiveStatus, details: StatusDetails = {}): void {
    const same = Object.keys(details).length === 0 && Object.keys(this.#details).length === 0
    if (status === this.#status && same) return
    this.#status = status
    this.#details = details
    this.#statusNumber++
    this.frames.forget()
  }

  /** Takes in what the log has taken; telling the readers is the caller's. */
  apply(items: readonly LogItem[]): void {
    for (const item of items) {
      if (item.kind === 'status') this.setStatus(item.status, item.details)
      else if (item.kind === 'text') this.#grow(item)
      else if (item.kind === 'part') this.#setPart(item)
    }
  }

  #grow(item: Extract<LogItem, { kind: 'text' }>): void {
    const follows = this.lengthOf(item.part) === item.offset
    applyItem(this.parts, item)
    this.frames.forget()
    // Most readers are where this piece begins; when it is the window's only one, it is their delta as it is.
    if (follows && item.offset + item.text.length === this.lengthOf(item.part)) {
      this.frames.delta(item.part, item.offset, item.text)
    }
  }

  #setPart(item: Extract<LogItem, { kind: 'part' }>): void {
    if (item.part < this.parts.length && !('text' in item.data)) {
      this.replaced.add(item.part)
      for (const cursor of this.cursors) cursor.repeat(item.part)
    }
    applyItem(this.parts, item)
    this.frames.forget()
  }
}
