import { onQuestion } from '../harness/questions.ts'
import { pieceLength, sentAt, stampLength } from '../harness/stamped-piece.ts'
import { percentile } from '../harness/statistics.ts'
import { LightSocket } from './light-socket.ts'

// A process of readers that lose their connection in the middle of an answer, stay away, and come back to their place.

export interface OpenResumers {
  readonly port: number
  readonly greetings: readonly string[]
  /** A thread for each. */
  readonly threads: readonly string[]
  /** Milliseconds for which each stays away. */
  readonly awayMs: number
}

export interface ResumersReport {
  /** From the reconnect to the first byte that was missed, in milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly resumed: number
  /** Deltas that did not fit, pieces out of order, answers begun anew, and errors. */
  readonly faults: readonly string[]
}

interface Frame {
  readonly type: string
  readonly message?: string
  readonly generation?: string
  readonly part?: number
  readonly offset?: number
  readonly text?: string
  readonly parts?: readonly { readonly kind: string; readonly text?: string }[]
  readonly event?: { readonly type: string; readonly seq?: number }
  readonly seq?: number
  readonly problem?: { readonly code: string }
}

interface Place {
  readonly message: string
  readonly generation: string
  readonly part: number
  readonly offset: number
}

/** Milliseconds for which it reads on before it leaves again. */
const readMs = 500
const mostFaults = 20
const shared = Buffer.alloc(256 * 1024)
const waits: number[] = []
const faults: string[] = []

const fault = (words: string): void => {
  if (faults.length < mostFaults) faults.push(words)
}

interface ResumerOptions {
  readonly port: number
  readonly greeting: string
  readonly thread: string
  readonly awayMs: number
}

class Resumer {
  readonly #options: ResumerOptions
  #socket: LightSocket | null = null
  #place: Place | null = null
  #seq: number | null = null
  /** When what was read last was sent. */
  #sentAt = 0
  #cameAt = 0
  #waiting = false
  #number = 0

  constructor(options: ResumerOptions) {
    this.#options = options
  }

  async open(): Promise<void> {
    await this.#connect()
    this.#ask()
  }

  async #connect(): Promise<void> {
    const { port, greeting } = this.#options
    this.#cameAt = performance.now()
    const socket: LightSocket = new LightSocket(port, '/v1/ws', shared, (buffer, start, end) => {
      if (socket === this.#socket) this.#read(JSON.parse(buffer.toString('utf8', start, end)) as Frame)
    })
    this.#socket = socket
    await socket.opened
    socket.send(greeting)
  }

  #subscribe(): void {
    const { thread } = this.#options
    const place = this.#place
    const known = this.#seq === null ? {} : { afterSeq: this.#seq, live: place ? [place] : [] }
    this.#socket?.send(JSON.stringify({ type: 'subscribe', id: 'subscribe', thread, ...known }))
  }

  #ask(): void {
    const { thread } = this.#options
    const id = `${thread}-${++this.#number}`
    const args = { thread, text: 'Go on, please.' }
    const command = { type: 'command', id, name: 'sendMessage', arguments: args }
    this.#socket?.send(JSON.stringify(command))
  }

  #read(frame: Frame): void {
    const { type, seq, event, problem } = frame
    this.#seq = Math.max(this.#seq ?? 0, seq ?? 0, event?.seq ?? 0)
    if (type === 'welcome') this.#subscribe()
    else if (type === 'ping') this.#socket?.send('{"type":"pong"}')
    else if (type === 'error' || type === 'bye') fault(`${type} ${problem?.code}`)
    else if (type === 'snapshot') this.#replace(frame)
    else if (type === 'delta') this.#grow(frame)
    else if (event?.type === 'answer.ended') {
      this.#place = null
      this.#waiting = false
      this.#ask()
    }
  }

  #replace({ message = '', generation = '', parts = [] }: Frame): void {
    if (this.#waiting && generation === this.#place?.generation) fault('a snapshot in place of what was missed')
    const part = parts.findLastIndex(one => one.text !== undefined)
    const text = parts[part]?.text ?? ''
    this.#sentAt = 0
    if (part >= 0) this.#take({ message, generation, part, offset: 0 }, text)
  }

  #grow({ message = '', generation = '', part = 0, offset = 0, text = '' }: Frame): void {
    const place = this.#place
    const expected = place?.generation === generation && place.part === part ? place.offset : 0
    if (offset !== expected) fault(`a delta at ${offset}, ${expected} was read`)
    if (expected === 0) this.#sentAt = 0
    this.#take({ message, generation, part, offset }, text)
  }

  #take(place: Place, text: string): void {
    for (let from = 0; from + stampLength <= text.length; from += pieceLength) {
      const at = sentAt(text, from)
      if (!(at > this.#sentAt)) fault('pieces out of order')
      this.#sentAt = at
    }
    this.#place = { ...place, offset: place.offset + text.length }
    if (this.#waiting) waits.push(performance.now() - this.#cameAt)
    if (this.#waiting || place.offset === 0) setTimeout(() => this.#leave(), readMs)
    this.#waiting = false
  }

  #leave(): void {
    if (this.#place === null) return
    this.#socket?.end()
    this.#socket = null
    setTimeout(() => {
      this.#waiting = this.#place !== null
      this.#connect().catch((error: Error) => fault(error.message))
    }, this.#options.awayMs)
  }
}

onQuestion('open', async ({ port, greetings, threads, awayMs }: OpenResumers) => {
  for (const [at, thread] of threads.entries()) {
    await new Resumer({ port, greeting: greetings[at % greetings.length] ?? '', thread, awayMs }).open()
    // They are away at different times.
    await new Promise(resolve => setTimeout(resolve, awayMs / threads.length))
  }
})
onQuestion('begin', () => {
  waits.length = 0
  faults.length = 0
})
onQuestion('report', (): ResumersReport => {
  return {
    p50: percentile(waits, 50),
    p99: percentile(waits, 99),
    resumed: waits.length,
    faults: [...new Set(faults)],
  }
})
