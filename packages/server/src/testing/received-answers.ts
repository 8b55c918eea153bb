import {
  type LivePlace,
  type Message,
  type MessagePart,
  type ServerFrame,
  type ServerFrameOf,
  threadEvent,
} from '@chat-view/protocol'

interface Answer {
  readonly generation: string
  readonly parts: MessagePart[]
}

/** The running answers as a client holds them that obeys RT2 to the letter, and what it was sent against the rule. */
export class ReceivedAnswers {
  readonly #answers = new Map<string, Answer>()
  readonly #ended = new Set<string>()
  /** Messages whose text the end of the answer had to replace, for something of it never came. */
  readonly replaced: string[] = []
  /** What no server may do: a gap, another generation without a snapshot, a text that forks. */
  readonly violations: string[] = []

  /** Text and reasoning of a message, one after the other. */
  textOf(message: string): string {
    return (this.#answers.get(message)?.parts ?? []).map(part => ('text' in part ? part.text : '')).join('')
  }

  /** The parts of a message that runs, as far as they have come. */
  partsOf(message: string): readonly MessagePart[] {
    return this.#answers.get(message)?.parts ?? []
  }

  /** Has the end of the message's answer come? */
  ended(message: string): boolean {
    return this.#ended.has(message)
  }

  /** Where it stands, to resume from. */
  places(): LivePlace[] {
    return [...this.#answers].flatMap(([message, { generation, parts }]) => {
      const part = Math.max(0, parts.length - 1)
      const last = parts[part]
      return { message, generation, part, offset: last && 'text' in last ? last.text.length : 0 }
    })
  }

  apply(frame: ServerFrame): void {
    if (frame.type === 'snapshot') this.#replace(frame)
    else if (frame.type === 'part') this.#setPart(frame)
    else if (frame.type === 'delta') this.#grow(frame)
    else if (frame.type === 'event' && frame.event.type === 'answer.ended') this.#end(frame.event.message)
    else if (frame.type === 'subscribed') for (const event of frame.events) this.#missed(event)
  }

  #missed(event: unknown): void {
    const parsed = threadEvent.safeParse(event)
    if (parsed.success && parsed.data.type === 'answer.ended') this.#end(parsed.data.message)
  }

  /** The end says what the whole text is: who holds something else takes that. */
  #end({ id, generation, parts }: Message): void {
    if (!generation) return
    this.#ended.add(id)
    const before = this.textOf(id)
    this.#answers.set(id, { generation: generation.id, parts: structuredClone(parts) })
    if (this.textOf(id) !== before) this.replaced.push(id)
  }

  #replace({ message, generation, parts }: ServerFrameOf<'snapshot'>): void {
    this.#answers.set(message, { generation, parts: structuredClone(parts) })
  }

  #setPart({ message, generation, part, data }: ServerFrameOf<'part'>): void {
    const answer = this.#known(message, generation)
    if (answer) answer.parts[part] = structuredClone(data)
  }

  #grow({ message, generation, part: index, offset, text }: ServerFrameOf<'delta'>): void {
    const answer = this.#known(message, generation)
    if (!answer) return
    answer.parts[index] ??= { kind: 'text', text: '' }
    const part = answer.parts[index]
    if (!part || !('text' in part)) {
      this.violations.push(`a delta for part ${index}, which does not grow`)
      return
    }
    const had = part.text.length - offset
    if (had < 0) this.violations.push(`a gap of ${-had} before offset ${offset}`)
    else if (!part.text.slice(offset).startsWith(text.slice(0, had))) this.violations.push(`a fork at offset ${offset}`)
    else part.text += text.slice(had)
  }

  #known(message: string, generation: string): Answer | undefined {
    const answer = this.#answers.get(message)
    if (answer?.generation === generation) return answer
    this.violations.push(`generation ${generation} of ${message} came without a snapshot`)
    return undefined
  }
}
