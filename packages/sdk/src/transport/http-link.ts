import type { ClientFrame, FramesAnswer, Problem, ServerFrame, ServerFrameOf } from '@chat-view/protocol'
import { closeCodes } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'
import { closeCodeOf } from './close-code-of.ts'
import { framesThatFit } from './frames-that-fit.ts'
import type { HttpTransport } from './http-transport.ts'
import { readEvents } from './read-events.ts'
import { StreamWish, topicOf } from './stream-wish.ts'
import type { Link, LinkListener } from './transport.ts'

/** A stream that brought nothing for so long is held back by something on its way. */
const streamPatience = 4_000
const lostCode = closeCodes.heartbeat_lost
/** What the server calls subscriptions that it took from a cursor. */
const resumed = 'resume:'

const problemOf = ({ code, status, next, retryAfter, traceId = '', message }: ChatError): Problem => ({
  type: `urn:chat-view:problem:${code}`,
  title: message,
  code,
  status,
  next,
  traceId,
  ...(retryAfter !== undefined && { retryAfter }),
})

/** One connection over HTTP. It outlives its streams: each goes on where the one before it ended (RT4). */
export class HttpLink implements Link {
  readonly #transport: HttpTransport
  readonly #listener: LinkListener
  readonly #wish = new StreamWish()
  readonly #ending = new AbortController()
  #stream = new AbortController()
  #restarts = false
  #connection: string | null = null
  #heartbeat = 0
  #heardAt = 0
  #hadPing = false
  #outgoing: ClientFrame[] = []
  #posting = false

  constructor(transport: HttpTransport, listener: LinkListener) {
    this.#transport = transport
    this.#listener = listener
    queueMicrotask(() => this.#isOpen && listener.opened())
  }

  send(frame: ClientFrame): void {
    this.#wish.sent(frame)
    if (frame.type === 'hello') void this.#run()
    else if (frame.type === 'command' || frame.type === 'typing' || !this.#transport.polls) this.#post(frame)
    // A poll that is told of its client's life would have ended by then; all else is said with the next one.
    else if (frame.type !== 'pong') queueMicrotask(() => this.#restart())
  }

  close(): void {
    const silence = this.#transport.clock.now() - this.#heardAt
    // One that brought heartbeats before has died; one that never did is held back behind its first bytes.
    const isHeldBack = this.#connection !== null && !this.#hadPing && silence > this.#heartbeat
    if (this.#isOpen && isHeldBack) this.#transport.heldBack()
    this.#end()
  }

  get #isOpen(): boolean {
    return !this.#ending.signal.aborted
  }

  #end(): void {
    this.#ending.abort()
    this.#stream.abort()
  }

  #lost(code: number): void {
    if (!this.#isOpen) return
    this.#end()
    this.#listener.closed(code)
  }

  async #run(): Promise<void> {
    let code: number | null = null
    while (code === null && this.#isOpen) code = await this.#read()
    if (code !== null) this.#lost(code)
  }

  /** One stream, to its end; answers the close code, or null where another stream is to follow. */
  async #read(): Promise<number | null> {
    const { clock, polls } = this.#transport
    const stream = new AbortController()
    this.#stream = stream
    this.#restarts = false
    let code: number | null = null
    let heardAt: number | null = null
    const cancel = polls ? () => {} : clock.after(streamPatience, () => this.#heldBack())
    try {
      const response = await this.#transport.post('', this.#wish.token, this.#wish.request(polls), stream.signal)
      for await (const { id, data } of readEvents(response.body)) {
        if (stream.signal.aborted) break
        const frame = data === undefined ? null : this.#parse(data)
        this.#wish.cursor = id ?? this.#wish.cursor
        if (!frame) continue
        cancel()
        heardAt ??= clock.now()
        // It asked in vain for two intervals, and all of that came at once.
        if (frame.type === 'bye' && frame.code === lostCode && clock.now() - heardAt < this.#heartbeat) {
          this.#heldBack()
          break
        }
        if (frame.type === 'bye') code = frame.code
        this.#take(frame)
      }
      return code ?? (this.#restarts || (polls && heardAt !== null) ? null : 1006)
    } catch (error) {
      return this.#restarts ? null : this.#failed(error)
    } finally {
      cancel()
    }
  }

  #failed(error: unknown): number {
    const code = closeCodeOf(error)
    if (error instanceof ChatError && error.retryAfter !== undefined && this.#isOpen) {
      this.#listener.frame({ type: 'bye', code, reason: error.code, retryAfter: error.retryAfter })
    }
    return code
  }

  #heldBack(): void {
    this.#transport.heldBack()
    this.#restart()
  }

  /** The present stream ends; the next takes along what was asked for meanwhile. */
  #restart(): void {
    this.#restarts = true
    this.#stream.abort()
  }

  #parse(data: string): ServerFrame | null {
    try {
      return JSON.parse(data) as ServerFrame
    } catch {
      this.#transport.unread()
      return null
    }
  }

  #take(frame: ServerFrame): void {
    this.#heardAt = this.#transport.clock.now()
    if (frame.type === 'ping') this.#hadPing = true
    if (frame.type === 'welcome') this.#welcome(frame)
    else if (frame.type === 'subscribed' && frame.id.startsWith(resumed)) this.#resumed(frame)
    else if (frame.type === 'error' && frame.id?.startsWith(resumed)) this.#lost(1006)
    else this.#tell(frame)
  }

  #welcome(frame: ServerFrameOf<'welcome'>): void {
    const isFirst = this.#connection === null
    this.#connection = frame.connection
    this.#heartbeat = frame.heartbeat
    this.#wish.opened()
    // To whoever looks on it is one connection, of which this is a sign of life.
    this.#tell(isFirst ? frame : { type: 'pong' })
  }

  /** What was missed between two streams comes as changes of one connection; what is too much, as a new one. */
  #resumed({ mode, events, thread }: ServerFrameOf<'subscribed'>): void {
    if (mode === 'reload') this.#lost(1006)
    else for (const event of events) this.#tell({ type: 'event', ...topicOf({ thread }), event } as ServerFrame)
  }

  #tell(frame: ServerFrame): void {
    if (frame.type === 'subscribed' || frame.type === 'error') this.#wish.answered(frame.id)
    if (this.#isOpen) this.#listener.frame(frame)
  }

  #post(frame: ClientFrame): void {
    this.#outgoing.push(frame)
    if (this.#posting) return
    this.#posting = true
    queueMicrotask(() => void this.#flush())
  }

  /** Brings frames to the server in order: a request begins when the one before it was answered. */
  async #flush(): Promise<void> {
    while (this.#outgoing.length > 0 && this.#isOpen) {
      const frames = this.#outgoing.splice(0, framesThatFit(this.#outgoing))
      await this.#bring(frames)
    }
    this.#posting = false
  }

  async #bring(frames: readonly ClientFrame[]): Promise<void> {
    const { post } = this.#transport
    try {
      const response = await post(`/${this.#connection}`, this.#wish.token, { frames }, this.#ending.signal)
      const answer = (await response.json()) as FramesAnswer
      for (const frame of answer.frames) this.#tell(frame)
      if (!answer.open) this.#restart()
    } catch (error) {
      const isTooLarge = error instanceof ChatError && error.status === 413
      // Something on the way takes less than the server: some may pass by themselves.
      if (isTooLarge && frames.length > 1) for (const frame of frames) await this.#bring([frame])
      // What the server refuses it refuses frame by frame; what did not reach it is sent again on the next connection.
      else if (error instanceof ChatError && (isTooLarge || error.traceId !== undefined) && error.status !== 401) {
        for (const frame of frames)
          if ('id' in frame) this.#tell({ type: 'error', id: frame.id, problem: problemOf(error) })
      } else this.#lost(this.#failed(error))
    }
  }
}
