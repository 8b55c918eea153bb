import type { LivePlace, LiveStatus, MessagePart, ServerFrame } from '@chat-view/protocol'
import type { LiveReader } from '../ports/live-answers.ts'
import type { OutgoingFrame } from '../ports/outgoing-frame.ts'

interface Assembled {
  readonly message: string
  parts: MessagePart[]
}

/**
 * A reader that puts an answer together as a client does, from the frames as they travel, and notes every piece that
 * doesn't fit (RT2). It can be made full after so many frames.
 */
export class AssemblingReader implements LiveReader {
  readonly frames: ServerFrame[] = []
  readonly outgoing: OutgoingFrame[] = []
  readonly statuses: LiveStatus[] = []
  /** Pieces that came twice, too early, or without their part. */
  readonly misfits: ServerFrame[] = []
  /** Frames that it takes before it is full. */
  room = Number.POSITIVE_INFINITY
  readonly #answers = new Map<string, Assembled>()

  get ready(): boolean {
    return this.room > 0
  }

  send(frame: OutgoingFrame): void {
    if (!this.ready) throw new Error('a full reader was sent a frame')
    this.room--
    this.outgoing.push(frame)
    this.#take(JSON.parse(frame.text) as ServerFrame)
  }

  partsOf(generation: string): MessagePart[] {
    return this.#answers.get(generation)?.parts ?? []
  }

  /** All text of an answer as this reader has it. */
  textOf(generation: string): string {
    return this.partsOf(generation)
      .map(part => ('text' in part ? part.text : ''))
      .join('')
  }

  /** Where it is in an answer, as it would say when it comes back. */
  placeOf(generation: string): LivePlace[] {
    const answer = this.#answers.get(generation)
    if (!answer) return []
    const part = Math.max(
      0,
      answer.parts.findLastIndex(candidate => 'text' in candidate),
    )
    const data = answer.parts[part]
    const offset = data && 'text' in data ? data.text.length : 0
    return [{ message: answer.message, generation, part, offset }]
  }

  #take(frame: ServerFrame): void {
    this.frames.push(frame)
    if (frame.type === 'status') this.statuses.push(frame.status)
    if (frame.type === 'snapshot') {
      this.statuses.push(frame.status)
      this.#answers.set(frame.generation, { message: frame.message, parts: frame.parts })
    }
    if (frame.type === 'part') this.#setPart(frame.generation, frame.part, frame.data, frame)
    if (frame.type === 'delta') this.#grow(frame)
  }

  #setPart(generation: string, part: number, data: MessagePart, frame: ServerFrame): void {
    const parts = this.#answers.get(generation)?.parts
    if (!parts || part > parts.length) this.misfits.push(frame)
    else parts[part] = data
  }

  #grow(frame: Extract<ServerFrame, { type: 'delta' }>): void {
    const part = this.#answers.get(frame.generation)?.parts[frame.part]
    const fits = part && 'text' in part && part.text.length === frame.offset && frame.text.isWellFormed()
    if (fits) part.text += frame.text
    else this.misfits.push(frame)
  }
}
