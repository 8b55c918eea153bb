import type { LiveStatus, MessagePart } from '@chat-view/protocol'
import type { StatusDetails } from '../ports/generation-log.ts'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'

/** Which answer frames are about, as they name it. */
export interface LiveName {
  readonly thread: string
  readonly message: string
  readonly generation: string
}

/** What frames are made from; `LiveText` is one. */
export interface LiveContent {
  readonly parts: readonly MessagePart[]
  readonly status: LiveStatus
  readonly details: StatusDetails
}

interface SharedDelta {
  readonly part: number
  readonly offset: number
  readonly frame: OutgoingFrame
}

/** Places at which readers of one answer can be at once and still share their delta. */
const sharedDeltas = 8

/** The frames of one answer as it is now: one for all readers at the same place, encoded once (RT6). */
export class LiveFrames {
  readonly #name: LiveName
  readonly #content: LiveContent
  /** A delta's JSON up to its part: the same for all of an answer, and most of its length. */
  readonly #deltaHead: string
  /** What most readers are sent; those at other places share what is in `#others`. */
  #delta: SharedDelta | null = null
  #others: SharedDelta[] | null = null
  #parts: OutgoingFrame[] = []
  #status: OutgoingFrame | null = null
  #snapshot: OutgoingFrame | null = null

  constructor(name: LiveName, content: LiveContent) {
    this.#name = name
    this.#content = content
    this.#deltaHead = `${JSON.stringify({ type: 'delta', ...name }).slice(0, -1)},"part":`
  }

  /** The answer has changed: what was made before is of the past. */
  forget(): void {
    this.#delta = null
    this.#others = null
    if (this.#parts.length > 0) this.#parts = []
    this.#status = null
    this.#snapshot = null
  }

  /** All of a part's text from an offset on. `text` is that very text where it is at hand, to save cutting it out. */
  delta(part: number, offset: number, text?: string): OutgoingFrame {
    const shared = this.#shared(part, offset)
    if (shared) return shared.frame
    const piece = text ?? this.#textOf(part).slice(offset)
    const { thread, message, generation } = this.#name
    const json = `${this.#deltaHead}${part},"offset":${offset},"text":${JSON.stringify(piece)}}`
    const frame = new OutgoingFrame({ type: 'delta', thread, message, generation, part, offset, text: piece }, json)
    this.#share({ part, offset, frame })
    return frame
  }

  /** A part as it opens when it grows, whole when it doesn't. */
  part(part: number): OutgoingFrame {
    const data = this.#content.parts[part] as MessagePart
    this.#parts[part] ??= new OutgoingFrame({
      type: 'part',
      ...this.#name,
      part,
      data: 'text' in data ? { kind: data.kind, text: '' } : data,
    })
    return this.#parts[part]
  }

  status(): OutgoingFrame {
    const { status, details } = this.#content
    this.#status ??= new OutgoingFrame({
      type: 'status',
      ...this.#name,
      status,
      ...details,
    })
    return this.#status
  }

  snapshot(): OutgoingFrame {
    const { parts, status } = this.#content
    // A frame may be encoded later than it is made, and parts grow.
    this.#snapshot ??= new OutgoingFrame({
      type: 'snapshot',
      ...this.#name,
      parts: parts.map(part => ({ ...part })),
      status,
    })
    return this.#snapshot
  }

  #shared(part: number, offset: number): SharedDelta | undefined {
    const isIt = (delta: SharedDelta): boolean => delta.part === part && delta.offset === offset
    return this.#delta && isIt(this.#delta) ? this.#delta : this.#others?.find(isIt)
  }

  #share(delta: SharedDelta): void {
    if (!this.#delta) {
      this.#delta = delta
      return
    }
    this.#others ??= []
    if (this.#others.length === sharedDeltas) this.#others.shift()
    this.#others.push(delta)
  }

  #textOf(part: number): string {
    const data = this.#content.parts[part]
    return data && 'text' in data ? data.text : ''
  }
}
