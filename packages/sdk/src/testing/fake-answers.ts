import type { Generation, LivePlace, Message, MessagePart, ServerFrame } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import type { Clock } from '../clock.ts'
import { textOfParts } from '../messages/text-of-parts.ts'
import type { FakePace } from './fake-faults.ts'
import { type FakeThread, type FakeWorld, fakeId } from './fake-world.ts'

interface Running {
  readonly row: FakeThread
  readonly message: string
  readonly generation: Generation
  readonly pieces: string[]
  text: string
  cancel: () => void
}

type Ending = 'done' | 'stopped' | 'interrupted' | 'failed' | 'blocked'

/** Pieces of a few characters; cut ones end anywhere, also inside a surrogate pair. */
const split = (text: string, cut: boolean): string[] => {
  const units = cut ? Array.from({ length: text.length }, (_, at) => text.charAt(at)) : [...text]
  const size = cut ? 1 : 4
  return Array.from({ length: Math.ceil(units.length / size) }, (_, at) =>
    units.slice(at * size, (at + 1) * size).join(''),
  )
}

/** The generations of the fake server: each grows one text and ends once. */
export class FakeAnswers {
  readonly running = new Map<string, Running>()
  readonly #world: FakeWorld
  readonly #clock: Clock
  readonly #tell: (thread: string, frame: ServerFrame) => void
  pace: FakePace = { mode: 'instant' }
  cut = false
  /** What is answered to a question. */
  script: (question: string) => string = question => `You said: ${question}`

  constructor(world: FakeWorld, clock: Clock, tell: (thread: string, frame: ServerFrame) => void) {
    this.#world = world
    this.#clock = clock
    this.#tell = tell
  }

  generation(): Generation {
    return { id: fakeId(), state: 'thinking', model: 'fake', createdAt: this.#clock.now(), end: null }
  }

  /** Begins to fill a message whose row names the generation already. */
  begin(row: FakeThread, message: Message, question: string): void {
    const { generation } = message
    if (!generation) return
    const before = textOfParts(message.parts)
    const pieces = split(this.script(question).slice(before.length), this.cut)
    const run: Running = { row, message: message.id, generation, pieces, text: before, cancel: () => {} }
    this.running.set(message.id, run)
    this.#schedule(run)
  }

  /** Lets a running answer go on by so many pieces; those that have no more end. */
  release(pieces: number): void {
    for (const run of [...this.running.values()]) {
      for (let told = 0; told < pieces && run.pieces.length > 0; told++) this.#piece(run)
      if (run.pieces.length === 0) this.end(run.message, 'done', 'stop')
    }
  }

  end(messageId: string, state: Ending, reason: string): void {
    const run = this.running.get(messageId)
    const message = run?.row.messages.get(messageId)
    if (!run || !message) return
    run.cancel()
    this.running.delete(messageId)
    const { text } = run
    const end = { reason, length: text.length, hash: hashText(text), usage: null, at: this.#clock.now() }
    const parts: MessagePart[] = text === '' ? [] : [{ kind: 'text', text }]
    this.#world.put(run.row, null, 'answer.ended', { ...message, parts, generation: { ...run.generation, state, end } })
  }

  /** What a subscriber at these places is told first: what follows its place, or everything (RT2). */
  catchUp(thread: string, places: readonly LivePlace[]): ServerFrame[] {
    const runs = [...this.running.values()].filter(({ row }) => row.thread.id === thread)
    return runs.flatMap((run): ServerFrame[] => {
      const at = { thread, message: run.message, generation: run.generation.id }
      const place = places.find(({ message, generation }) => message === at.message && generation === at.generation)
      if (place && place.offset > run.text.length) return []
      if (place) return [{ type: 'delta', ...at, part: 0, offset: place.offset, text: run.text.slice(place.offset) }]
      const parts: MessagePart[] = run.text === '' ? [] : [{ kind: 'text', text: run.text }]
      return [{ type: 'snapshot', ...at, parts, status: 'streaming' }]
    })
  }

  /** The message as it is for one who reads it now. */
  read(message: Message): Message {
    const run = this.running.get(message.id)
    return run && run.text !== '' ? { ...message, parts: [{ kind: 'text', text: run.text }] } : message
  }

  stop(): void {
    for (const { cancel } of this.running.values()) cancel()
    this.running.clear()
  }

  #schedule(run: Running): void {
    if (this.pace.mode === 'held') return
    const { mode } = this.pace
    const wait = this.pace.mode === 'slow' ? (this.pace.every ?? 20) : 0
    run.cancel = this.#clock.after(wait, () => {
      if (mode === 'instant') while (run.pieces.length > 0) this.#piece(run)
      else this.#piece(run)
      if (run.pieces.length === 0) this.end(run.message, 'done', 'stop')
      else this.#schedule(run)
    })
  }

  #piece(run: Running): void {
    const text = run.pieces.shift()
    if (text === undefined) return
    const at = { thread: run.row.thread.id, message: run.message, generation: run.generation.id, part: 0 }
    if (run.text === '') this.#tell(at.thread, { type: 'part', ...at, data: { kind: 'text', text: '' } })
    const offset = run.text.length
    run.text += text
    this.#tell(at.thread, { type: 'delta', ...at, offset, text })
  }
}
