import type {
  ContextUse,
  Generation,
  LivePlace,
  Message,
  MessagePart,
  PageTool,
  ServerFrame,
} from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import type { Clock } from '../clock.ts'
import { ChatError } from '../errors/chat-error.ts'
import { textOfParts } from '../messages/text-of-parts.ts'
import type { FakePace } from './fake-faults.ts'
import { type FakeToolCall, settled, toolPart, waitsForTool } from './fake-tool-call.ts'
import { type FakeThread, type FakeWorld, fakeId } from './fake-world.ts'

interface Running {
  readonly row: FakeThread
  readonly message: string
  readonly generation: Generation
  readonly pieces: string[]
  readonly parts: MessagePart[]
  /** What tools of the server will answer, by call. */
  readonly results: Map<string, string>
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

/** The generations of the fake server: each calls its tools, grows one text and ends once. */
export class FakeAnswers {
  readonly running = new Map<string, Running>()
  readonly #world: FakeWorld
  readonly #clock: Clock
  readonly #tell: (thread: string, frame: ServerFrame) => void
  pace: FakePace = { mode: 'instant' }
  cut = false
  /** No answers are begun. */
  paused = false
  /** How full the context of answers that begin is. */
  context: ContextUse | null = null
  /** What is suggested under answers that end. */
  suggestions: readonly string[] = []
  /** What is answered to a question. */
  script: (question: string) => string = question => `You said: ${question}`
  /** The tools that are called before that, of those that the page offers or others. */
  calls: (question: string, offered: readonly PageTool[]) => readonly FakeToolCall[] = () => []

  constructor(world: FakeWorld, clock: Clock, tell: (thread: string, frame: ServerFrame) => void) {
    this.#world = world
    this.#clock = clock
    this.#tell = tell
  }

  /** @throws answers_paused */
  admit(): void {
    if (this.paused) throw new ChatError('answers_paused')
  }

  generation(): Generation {
    const { context } = this
    return { id: fakeId(), state: 'thinking', model: 'fake', createdAt: this.#clock.now(), end: null, context }
  }

  /** Begins to fill a message whose row names the generation already. */
  begin(row: FakeThread, message: Message, question: string, offered: readonly PageTool[] = []): void {
    const { generation, parts } = message
    if (!generation) return
    const before = textOfParts(parts)
    const pieces = split(this.script(question).slice(before.length), this.cut)
    const run: Running = {
      row,
      message: message.id,
      generation,
      pieces,
      parts: [...parts],
      results: new Map(),
      cancel: () => {},
    }
    this.running.set(message.id, run)
    for (const call of this.calls(question, offered)) {
      const part = toolPart(call, offered)
      if (call.result !== undefined) run.results.set(part.call, call.result)
      this.#setPart(run, run.parts.length, part)
    }
    this.#schedule(run)
  }

  /** Says what running answers are doing. */
  status(step: Omit<Extract<ServerFrame, { type: 'status' }>, 'type' | 'thread' | 'message' | 'generation'>): void {
    for (const run of this.running.values())
      this.#tell(run.row.thread.id, { type: 'status', ...this.#place(run), ...step })
  }

  /** Running answers cite this; text that follows goes on in the part before. */
  cite(title: string, url: string | null = null): void {
    for (const run of this.running.values()) {
      const number = 1 + run.parts.filter(({ kind }) => kind === 'citation').length
      this.#setPart(run, run.parts.length, { kind: 'citation', number, title, url, quote: null })
    }
  }

  /** Lets a running answer go on by so many pieces; those that have no more end. Who waits for a tool waits on. */
  release(pieces: number): void {
    for (const run of [...this.running.values()]) {
      if (run.parts.some(waitsForTool)) continue
      for (let told = 0; told < pieces && run.pieces.length > 0; told++) this.#piece(run)
      if (run.pieces.length === 0) this.end(run.message, 'done', 'stop')
    }
  }

  /** Changes an open tool call, and lets the answer go on when it was the last one. @throws state_conflict */
  settle(
    messageId: string,
    call: string,
    from: 'waiting' | 'running',
    change: Partial<Extract<MessagePart, { kind: 'tool' }>>,
  ): void {
    const run = this.running.get(messageId)
    const at = run?.parts.findIndex(part => part.kind === 'tool' && part.call === call) ?? -1
    const part = run?.parts[at]
    if (!run || part?.kind !== 'tool' || part.state !== from) throw new ChatError('state_conflict')
    this.#setPart(run, at, settled({ ...part, ...change }, run.results.get(call)))
    this.#schedule(run)
  }

  end(messageId: string, state: Ending, reason: string): void {
    const run = this.running.get(messageId)
    const message = run?.row.messages.get(messageId)
    if (!run || !message) return
    run.cancel()
    this.running.delete(messageId)
    const text = textOfParts(run.parts)
    const end = { reason, length: text.length, hash: hashText(text), usage: null, at: this.#clock.now() }
    const suggestions = state === 'done' && this.suggestions.length > 0 ? { suggestions: [...this.suggestions] } : {}
    const generation = { ...run.generation, state, end, ...suggestions }
    this.#world.put(run.row, null, 'answer.ended', { ...message, parts: run.parts, generation })
  }

  /** What a subscriber at these places is told first: what follows its place, or everything (RT2). */
  catchUp(thread: string, places: readonly LivePlace[]): ServerFrame[] {
    const runs = [...this.running.values()].filter(({ row }) => row.thread.id === thread)
    return runs.flatMap((run): ServerFrame[] => {
      const at = this.#place(run)
      const text = textOfParts(run.parts)
      const place = places.find(({ message, generation }) => message === at.message && generation === at.generation)
      if (!place || run.parts.some(({ kind }) => kind === 'tool'))
        return [{ type: 'snapshot', ...at, parts: run.parts, status: 'streaming' }]
      if (place.offset > text.length) return []
      return [{ type: 'delta', ...at, part: 0, offset: place.offset, text: text.slice(place.offset) }]
    })
  }

  /** The message as it is for one who reads it now. */
  read(message: Message): Message {
    const run = this.running.get(message.id)
    return run && run.parts.length > 0 ? { ...message, parts: run.parts } : message
  }

  stop(): void {
    for (const { cancel } of this.running.values()) cancel()
    this.running.clear()
  }

  #place({ row, message, generation }: Running) {
    return { thread: row.thread.id, message, generation: generation.id }
  }

  #schedule(run: Running): void {
    if (this.pace.mode === 'held' || run.parts.some(waitsForTool)) return
    const { mode } = this.pace
    const wait = this.pace.mode === 'slow' ? (this.pace.every ?? 20) : 0
    run.cancel()
    run.cancel = this.#clock.after(wait, () => {
      if (mode === 'instant') while (run.pieces.length > 0) this.#piece(run)
      else this.#piece(run)
      if (run.pieces.length === 0) this.end(run.message, 'done', 'stop')
      else this.#schedule(run)
    })
  }

  #setPart(run: Running, part: number, data: MessagePart): void {
    run.parts[part] = data
    this.#tell(run.row.thread.id, { type: 'part', ...this.#place(run), part, data })
  }

  #piece(run: Running): void {
    const text = run.pieces.shift()
    if (text === undefined) return
    const said = run.parts.findLastIndex(({ kind }) => kind !== 'citation')
    const last = run.parts[said]
    const part = last?.kind === 'text' ? said : run.parts.length
    if (last?.kind !== 'text') this.#setPart(run, part, { kind: 'text', text: '' })
    const before = last?.kind === 'text' ? last.text : ''
    run.parts[part] = { kind: 'text', text: before + text }
    this.#tell(run.row.thread.id, { type: 'delta', ...this.#place(run), part, offset: before.length, text })
  }
}
