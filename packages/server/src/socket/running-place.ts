import type { LivePlace, MessagePart, ServerFrameOf } from '@chat-view/protocol'

const isOpenTool = (part: MessagePart): boolean =>
  part.kind === 'tool' && (part.state === 'running' || part.state === 'waiting')

/** A part that does not grow counts as one once it is whole: that it is there is told from that it is yet to come. */
const lengthOf = (part: MessagePart): number => ('text' in part ? part.text.length : 1)

/** Where a reader stands in one running answer, by what it was sent. Each frame answers whether it moved that. */
export class RunningPlace {
  readonly message: string
  #generation: string
  #part: number
  #offset: number
  // Calls that are not done: of the first of them, and of what follows it, all is wanted again.
  readonly #open = new Set<number>()
  // Some frame was about it: until then it is only what the reader says.
  #confirmed = false

  constructor({ message, generation, part, offset }: LivePlace) {
    this.message = message
    this.#generation = generation
    this.#part = part
    this.#offset = offset
  }

  get place(): LivePlace {
    const { message } = this
    const generation = this.#generation
    const open = Math.min(...this.#open)
    if (open <= this.#part) return { message, generation, part: open, offset: 0 }
    return { message, generation, part: this.#part, offset: this.#offset }
  }

  delta({ generation, part, offset, text }: ServerFrameOf<'delta'>): boolean {
    this.#confirmed = true
    return this.#reach(generation, part, offset + text.length)
  }

  part({ generation, part, data }: ServerFrameOf<'part'>): boolean {
    this.#confirmed = true
    const wasOpen = this.#open.has(part)
    const isOpen = isOpenTool(data)
    if (isOpen) this.#open.add(part)
    else this.#open.delete(part)
    return this.#reach(generation, part, lengthOf(data)) || isOpen !== wasOpen
  }

  snapshot({ generation, parts }: ServerFrameOf<'snapshot'>): boolean {
    this.#confirmed = true
    const before = this.place
    this.#generation = generation
    this.#open.clear()
    for (const [index, part] of parts.entries()) if (isOpenTool(part)) this.#open.add(index)
    const last = parts.at(-1)
    this.#part = Math.max(0, parts.length - 1)
    this.#offset = last ? lengthOf(last) : 0
    const { part, offset } = this.place
    return generation !== before.generation || part !== before.part || offset !== before.offset
  }

  /** Whoever takes up a place is told the status first, whatever they knew of it: that is no step. */
  status(): boolean {
    const isStep = this.#confirmed
    this.#confirmed = true
    return isStep
  }

  #reach(generation: string, part: number, offset: number): boolean {
    if (generation !== this.#generation || part < this.#part) return false
    const moves = part !== this.#part || offset !== this.#offset
    this.#part = part
    this.#offset = offset
    return moves
  }
}
