import { onQuestion } from '../harness/questions.ts'
import { nowMicros, pieceLength, sentAt } from '../harness/stamped-piece.ts'
import { LightSocket } from './light-socket.ts'

// A process of readers: each asks, reads the answer as it streams, and asks again when it has ended.

export interface OpenReaders {
  readonly port: number
  /** What each reader sends first, one after the other. */
  readonly greetings: readonly (readonly string[])[]
  /** What each asks with; `{n}` becomes a new id. */
  readonly questions: readonly string[]
  /** Answers begin spread over this time, in milliseconds. */
  readonly spreadMs: number
}

/** What readers saw since they were told to begin. Times are microseconds from the provider's write. */
export interface ReadersReport {
  readonly chunks: number
  readonly frames: number
  readonly answers: number
  readonly chunkAges: number[]
  readonly firstAges: number[]
  /** Deltas that did not fit, and errors. */
  readonly faults: string[]
}

interface Frame {
  readonly type: string
  readonly offset?: number
  readonly text?: string
  readonly parts?: readonly { readonly text?: string }[]
  readonly event?: { readonly type: string }
  readonly problem?: { readonly code: string; readonly detail?: string }
}

const retryMs = 500
/** Readers that connect at once. */
const atOnce = 20
/** Ages that are kept: enough for a percentile. */
const mostAges = 200_000

const shared = Buffer.alloc(256 * 1024)
const sockets: LightSocket[] = []
let report: ReadersReport & { chunks: number; frames: number; answers: number }

const begin = (): void => {
  report = { chunks: 0, frames: 0, answers: 0, chunkAges: [], firstAges: [], faults: [] }
}
begin()

const mostFaults = 20

const fault = (words: string): void => {
  if (report.faults.length < mostFaults) report.faults.push(words)
}

class Reader {
  readonly #port: number
  readonly #question: string
  readonly #ready = Promise.withResolvers<void>()
  readonly #greetings: string[]
  #socket: LightSocket | null = null
  #isReady = false
  #length = 0
  #number = 0

  constructor(port: number, greetings: readonly string[], question: string) {
    this.#greetings = [...greetings]
    this.#question = question
    this.#port = port
  }

  /** Connects and greets: who connects has little time to say who it is. */
  async open(): Promise<void> {
    this.#socket = new LightSocket(this.#port, '/v1/ws', shared, (buffer, start, end) => {
      report.frames++
      this.#read(JSON.parse(buffer.toString('utf8', start, end)) as Frame)
    })
    sockets.push(this.#socket)
    await this.#socket.opened
    this.#greet()
    await this.#ready.promise
  }

  ask(): void {
    this.#length = 0
    const id = `${++this.#number}-${process.hrtime.bigint()}`
    this.#socket?.send(this.#question.replaceAll('{n}', id))
  }

  #greet(): void {
    const next = this.#greetings.shift()
    if (next !== undefined) {
      this.#socket?.send(next)
      return
    }
    this.#isReady = true
    this.#ready.resolve()
  }

  #read({ type, offset, text = '', parts, event, problem }: Frame): void {
    if (type === 'delta') this.#grow(offset ?? this.#length, text)
    else if (type === 'snapshot') this.#length = (parts ?? []).reduce((sum, part) => sum + (part.text?.length ?? 0), 0)
    else if (type === 'welcome' || type === 'subscribed') this.#greet()
    else if (type === 'end' || event?.type === 'answer.ended') this.#ended()
    else if (type === 'ping') this.#socket?.send('{"type":"pong"}')
    else if (type === 'error' || type === 'bye') this.#refused(`${type} ${problem?.code} ${problem?.detail ?? ''}`)
  }

  /** A server that is full says so: one asks again, as a person would. */
  #refused(words: string): void {
    if (!this.#isReady) this.#ready.reject(new Error(words))
    fault(words)
    setTimeout(() => this.ask(), retryMs)
  }

  #grow(offset: number, text: string): void {
    if (offset !== this.#length) fault(`a delta at ${offset}, ${this.#length} was read`)
    const now = nowMicros()
    for (let at = 0; at < text.length; at += pieceLength) {
      const age = now - sentAt(text, at)
      if (this.#length + at === 0) report.firstAges.push(age)
      if (report.chunkAges.length < mostAges) report.chunkAges.push(age)
      report.chunks++
    }
    this.#length += text.length
  }

  #ended(): void {
    report.answers++
    this.ask()
  }
}

onQuestion('open', async ({ port, greetings, questions, spreadMs }: OpenReaders) => {
  const readers = questions.map((question, at) => new Reader(port, greetings[at] ?? [], question))
  const waiting = [...readers]
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await next.open()
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  for (const reader of readers) {
    reader.ask()
    await new Promise(resolve => setTimeout(resolve, spreadMs / readers.length))
  }
})
onQuestion('begin', begin)
onQuestion('report', () => report)
onQuestion('close', () => {
  for (const socket of sockets.splice(0)) socket.end()
})
