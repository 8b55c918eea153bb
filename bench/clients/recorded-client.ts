import { randomUUID } from 'node:crypto'
import type { ClientFrame, LivePlace, MessagePart, ServerFrame } from '@chat-view/protocol'
import type { Recorder } from '../../scripts/faults/recorder.ts'

export interface RecordedClientOptions {
  /** Its name in the history. */
  readonly name: string
  readonly token: string
  /** Servers, as `http://…`: the next one is tried when a connection is lost. */
  readonly urls: readonly string[]
  readonly thread: string
  /** Where its frames go. */
  readonly recorder: Pick<Recorder, 'add'>
  /** An answer has ended, as far as this client was told. */
  ended?(generation: string): void
}

/** Milliseconds before the next try, at least, and what is added by chance. */
const retry = { least: 100, more: 400 }
/** Milliseconds until a connection must be open, as the SDK has it. */
const openLimit = 10_000

const textOf = (part: MessagePart | undefined): string => (part && 'text' in part ? part.text : '')

/**
 * A light reader of one thread, all of whose frames go into a history: it comes back to its place when it is cut, and
 * says a command again until it has its result.
 */
export class RecordedClient implements Disposable {
  readonly #options: RecordedClientOptions
  #socket: WebSocket | null = null
  #connection = ''
  #place: LivePlace | null = null
  #seq: number | null = null
  #next = 0
  #subscribed = false
  #asked: {
    readonly frame: Extract<ClientFrame, { type: 'command' }>
    readonly done: PromiseWithResolvers<void>
  } | null = null
  #timer: NodeJS.Timeout | undefined
  #closed = false
  readonly #ready = Promise.withResolvers<void>()

  constructor(options: RecordedClientOptions) {
    this.#options = options
    this.#connect()
  }

  /** Resolves with the first subscription. */
  get ready(): Promise<void> {
    return this.#ready.promise
  }

  /** Has text of a running answer come? */
  get isReading(): boolean {
    return this.#place !== null
  }

  /** Gives a command until it is answered; a refusal is no end of it. */
  command(id: string, name: string, args: unknown): Promise<void> {
    const done = Promise.withResolvers<void>()
    this.#asked = { frame: { type: 'command', id, name, arguments: args }, done }
    this.#say()
    return done.promise
  }

  #say(): void {
    if (this.#asked && this.#subscribed) this.#send(this.#asked.frame)
  }

  #connect(): void {
    const { urls, token, name: client, recorder } = this.#options
    const url = urls[this.#next++ % urls.length] ?? ''
    const connection = randomUUID().slice(0, 8)
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/ws`)
    this.#socket = socket
    this.#connection = connection
    const late = setTimeout(() => this.#giveUp(socket), openLimit)
    socket.addEventListener('open', () => {
      clearTimeout(late)
      recorder.add({ kind: 'connected', client, connection })
      socket.send(JSON.stringify({ type: 'hello', token, protocol: 1 }))
    })
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as ServerFrame
      if (frame.type !== 'ping') recorder.add({ kind: 'received', client, connection, frame })
      // One that was given up may still hold what came before.
      if (socket === this.#socket) this.#read(frame)
    })
    socket.addEventListener('close', () => {
      clearTimeout(late)
      recorder.add({ kind: 'disconnected', client, connection })
      this.#lost(socket)
    })
  }

  #send(frame: ClientFrame): void {
    const { name: client, recorder } = this.#options
    if (this.#socket?.readyState !== WebSocket.OPEN) return
    if (frame.type !== 'pong') recorder.add({ kind: 'sent', client, connection: this.#connection, frame })
    this.#socket.send(JSON.stringify(frame))
  }

  /** Nobody has taken it. */
  #giveUp(socket: WebSocket): void {
    socket.close()
    this.#lost(socket)
  }

  #lost(socket: WebSocket): void {
    if (socket !== this.#socket) return
    this.#subscribed = false
    this.#socket = null
    if (!this.#closed) this.#later(() => this.#connect())
  }

  #later(work: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(work, retry.least + Math.random() * retry.more)
  }

  #subscribe(): void {
    const known = this.#seq === null ? {} : { afterSeq: this.#seq, live: this.#place ? [this.#place] : [] }
    this.#send({ type: 'subscribe', id: `at-${this.#next}`, thread: this.#options.thread, ...known })
  }

  #read(frame: ServerFrame): void {
    if (frame.type === 'welcome') this.#subscribe()
    else if (frame.type === 'ping') this.#send({ type: 'pong' })
    else if (frame.type === 'subscribed') this.#begin(frame)
    else if (frame.type === 'event') this.#look(frame.event)
    else if (frame.type === 'snapshot') this.#stand(frame, frame.parts.length - 1, textOf(frame.parts.at(-1)).length)
    else if (frame.type === 'delta') this.#stand(frame, frame.part, frame.offset + frame.text.length)
    else if (frame.type === 'part') this.#stand(frame, frame.part, textOf(frame.data).length)
    else if (frame.type === 'result') this.#answered(frame.id)
    else if (frame.type === 'error') this.#refused(frame.id)
  }

  #begin({ seq, events }: Extract<ServerFrame, { type: 'subscribed' }>): void {
    for (const event of events) this.#look(event as { seq: number; type: string; generation?: string })
    this.#seq = seq
    this.#subscribed = true
    this.#ready.resolve()
    this.#say()
  }

  #look(event: { readonly seq: number; readonly type: string; readonly generation?: string }): void {
    this.#seq = Math.max(this.#seq ?? 0, event.seq)
    if (event.type !== 'answer.ended' || event.generation === undefined) return
    this.#place = null
    this.#options.ended?.(event.generation)
  }

  #stand({ message, generation }: { message: string; generation: string }, part: number, offset: number): void {
    if (part >= 0) this.#place = { message, generation, part, offset }
  }

  #answered(id: string): void {
    if (this.#asked?.frame.id !== id) return
    this.#asked.done.resolve()
    this.#asked = null
  }

  #refused(id: string | undefined): void {
    // A full or broken server says so, and is asked again, also to be followed.
    if (id?.startsWith('at-')) this.#socket?.close()
    else this.#later(() => this.#say())
  }

  [Symbol.dispose](): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#socket?.close()
  }
}
