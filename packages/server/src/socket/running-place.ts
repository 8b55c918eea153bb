import type { LivePlace, MessagePart, ServerFrameOf } from '@chat-view/protocol'

const isOpenTool = (part: MessagePart): boolean =>
  part.kind === 'tool' && (part.state === 'running' || part.state === 'waiting')

/**
 * Where a reader stands in one running answer, by what it was sent: in the last part that grows, for text may go on behind
 * one that was written once. Each frame answers whether it brought anything on.
 */
export class RunningPlace {
  readonly message: string
  #generation: string
  #part: number
  #offset: number
  // How many parts it was told of.
  #told: number
  // Calls that are not done: of the first of them, and of what follows it, all is wanted again.
  readonly #open = new Set<number>()
  // Some frame was about it: until then it is only what the reader says.
  #confirmed = false
  // It is just being taken up: parts behind it that were written once come again.
  #entering = false

  constructor({ message, generation, part, offset }: LivePlace) {
    this.message = message
    this.#generation = generation
    this.#part = part
    this.#offset = offset
    this.#told = offset > 0 ? part + 1 : part
  }

  get place(): LivePlace {
    const { message } = this
    const generation = this.#generation
    if (this.#open.size > 0) return { message, generation, part: Math.min(...this.#open), offset: 0 }
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
    const isStep = 'text' in data ? this.#reach(generation, part, data.text.length) : this.#tell(generation, part)
    return isStep || isOpen !== wasOpen
  }

  snapshot({ generation, parts }: ServerFrameOf<'snapshot'>): boolean {
    this.#confirmed = true
    const before = this.place
    this.#generation = generation
    this.#open.clear()
    for (const [index, part] of parts.entries()) if (isOpenTool(part)) this.#open.add(index)
    const last = parts.findLastIndex(part => 'text' in part)
    const growing = parts[last]
    this.#part = Math.max(0, last)
    this.#offset = growing && 'text' in growing ? growing.text.length : 0
    this.#told = parts.length
    const { part, offset } = this.place
    return generation !== before.generation || part !== before.part || offset !== before.offset
  }

  /** Whoever takes up a place is told the status first, whatever they knew of it: that is no step. */
  status(): boolean {
    const isStep = this.#confirmed
    this.#confirmed = true
    if (!isStep) this.#enters()
    return isStep
  }

  /** What it lacks of what is there follows at once. */
  #enters(): void {
    this.#entering = true
    queueMicrotask(() => {
      this.#entering = false
    })
  }

  #reach(generation: string, part: number, offset: number): boolean {
    if (generation !== this.#generation || part < this.#part) return false
    const moves = part !== this.#part || offset !== this.#offset
    this.#part = part
    this.#offset = offset
    this.#told = Math.max(this.#told, part + 1)
    return moves
  }

  /** A part that was written once is a step, and no place. */
  #tell(generation: string, part: number): boolean {
    if (generation !== this.#generation || part < this.#told) return false
    this.#told = part + 1
    return !this.#entering
  }
}
