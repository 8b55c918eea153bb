import type { LiveStatus, MessagePart } from '@chat-view/protocol'
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
  readonly seconds: number | undefined
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
  #deltas: SharedDelta[] = []
  #parts: OutgoingFrame[] = []
  #status: OutgoingFrame | null = null
  #snapshot: OutgoingFrame | null = null

  constructor(name: LiveName, content: LiveContent) {
    this.#name = name
    this.#content = content
  }

  /** The answer has changed: what was made before is of the past. */
  forget(): void {
    this.#deltas.length = 0
    this.#parts.length = 0
    this.#status = null
    this.#snapshot = null
  }

  /** All of a part's text from an offset on. `text` is that very text where it is at hand, to save cutting it out. */
  delta(part: number, offset: number, text?: string): OutgoingFrame {
    const shared = this.#deltas.find(delta => delta.part === part && delta.offset === offset)
    if (shared) return shared.frame
    const piece = text ?? this.#textOf(part).slice(offset)
    const frame = new OutgoingFrame({ type: 'delta', ...this.#name, part, offset, text: piece })
    if (this.#deltas.length === sharedDeltas) this.#deltas.shift()
    this.#deltas.push({ part, offset, frame })
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
    const { status, seconds } = this.#content
    this.#status ??= new OutgoingFrame({
      type: 'status',
      ...this.#name,
      status,
      ...(seconds === undefined ? {} : { seconds }),
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

  #textOf(part: number): string {
    const data = this.#content.parts[part]
    return data && 'text' in data ? data.text : ''
  }
}
