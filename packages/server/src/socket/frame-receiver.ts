import type { ClientFrame } from '@chat-view/protocol'
import type { RawData } from 'ws'
import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { takeLimits } from './frame-limits.ts'
import { JoinLane } from './join-lane.ts'
import { Lane } from './lane.ts'
import { type ParsedFrame, parseFrame } from './parse-frame.ts'
import { renewToken } from './renew-token.ts'
import { runCommand } from './run-command.ts'
import { acceptVersion, sayHello } from './say-hello.ts'
import { sayTyping, type TypingFrame } from './say-typing.ts'
import { sendError } from './send-error.ts'
import { subscribe } from './subscribe.ts'

/** Messages that may wait while one is handled; then the socket is not read. */
const longestBacklog = 64
/** Frames refused for their number in a row after which a connection is ended. */
const mostRefused = 200
/** Within which "typing" is not told again. */
const typingEveryMs = 1_000

type Handling = void | Promise<void>

/** What comes in from one connection, handled in order. Nothing that it may send throws. */
export class FrameReceiver {
  readonly #door: DoorContext
  readonly #connection: Connection
  readonly #joinsThread: string | null
  #backlog: ParsedFrame[] | null = null
  #busy = false
  #helloGiven = false
  #malformed = 0
  #refused = 0
  #commands: Lane | null = null
  #joins: JoinLane | null = null
  #typed: { thread: string; on: boolean; at: number } | null = null
  /** Who they were that have left: the commands that they sent before are done all the same (RT1). */
  #left: Principal | null = null

  constructor(door: DoorContext, connection: Connection, joinsThread: string | null) {
    this.#door = door
    this.#connection = connection
    this.#joinsThread = joinsThread
  }

  /** The subprotocol header held a token: no hello is needed. */
  begin(token: string): void {
    this.#wait(this.#hello(token))
  }

  /** So much waits that no more should come. */
  get crowded(): boolean {
    return (this.#backlog?.length ?? 0) >= longestBacklog
  }

  receive(data: RawData, isBinary: boolean): void {
    this.take(parseFrame(data, isBinary, this.#door.settings.maxFrameBytes))
  }

  /** Likewise for one that was read already. */
  take(parsed: ParsedFrame): void {
    this.#connection.heard()
    if (!this.#busy) {
      const handling = this.#handle(parsed)
      if (handling) this.#wait(handling)
      return
    }
    this.#backlog ??= []
    if (this.#backlog.push(parsed) === longestBacklog) this.#connection.pause()
  }

  /** What came was no frame at all: the connection ends. */
  broke(error: Error): void {
    this.#door.refusals.broke(this.#connection, error)
  }

  /** The connection ends. Of a client that was sent away nothing more is done. */
  stop(): void {
    this.#left = this.#connection.principal
    if (!this.#left) this.#backlog = null
    this.#joins?.stop()
    if (this.#connection.state.name === 'closing') this.#commands?.stop()
  }

  #wait(handling: Promise<void>): void {
    this.#busy = true
    void handling
      .catch(error => sendError(this.#door, this.#connection, error))
      .then(() => {
        this.#busy = false
        this.#goOn()
      })
  }

  #goOn(): void {
    while (!this.#busy) {
      const next = this.#backlog?.shift()
      if (!next) break
      const handling = this.#handle(next)
      if (handling) this.#wait(handling)
    }
    if (!this.#busy && this.#backlog) {
      this.#backlog = null
      this.#connection.resume()
    }
  }

  #handle(parsed: ParsedFrame): Handling {
    const { name } = this.#connection.state
    if (name === 'closing' || (name === 'closed' && !(this.#left && isCommand(parsed)))) return
    this.#door.metrics.frameIn('frame' in parsed ? parsed.frame.type : 'malformed')
    const refused = takeLimits(this.#door, 'frames', { address: this.#connection.address, principal: this.#who })
    if (refused instanceof Promise) return refused.then(late => this.#judge(parsed, late))
    return this.#judge(parsed, refused)
  }

  #judge(parsed: ParsedFrame, refused: CodedError | null): Handling {
    if (refused) return this.#refuse(refused, 'frame' in parsed ? parsed.frame : null)
    this.#refused = 0
    if ('error' in parsed) return this.#reject(parsed.error, parsed.id)
    const who = this.#who
    return who ? this.#dispatch(who, parsed.frame) : this.#greet(parsed.frame)
  }

  get #who(): Principal | null {
    return this.#connection.principal ?? this.#left
  }

  #refuse(error: CodedError, frame: ClientFrame | null): void {
    this.#door.metrics.limited('frames')
    if (++this.#refused >= mostRefused) this.#connection.close('rate_limited', error.retryAfter)
    else sendError(this.#door, this.#connection, error, { id: frame && 'id' in frame ? frame.id : undefined })
  }

  #reject(error: CodedError, id?: string): void {
    sendError(this.#door, this.#connection, error, { id })
    if (++this.#malformed >= this.#door.settings.malformedFrames) this.#connection.close('invalid_frame')
  }

  #greet(frame: ClientFrame): Handling {
    if (frame.type === 'ping') return this.#connection.sendFrame({ type: 'pong' })
    if (frame.type === 'pong') return
    if (frame.type !== 'hello') {
      return this.#reject(new CodedError('unauthenticated', { detail: 'The first frame is hello' }), idOf(frame))
    }
    this.#helloGiven = true
    if (acceptVersion(this.#door, this.#connection, frame.protocol)) return this.#hello(frame.token ?? null)
  }

  async #hello(token: string | null): Promise<void> {
    await sayHello(this.#door, this.#connection, token)
    if (this.#joinsThread !== null && this.#connection.principal) {
      await this.#subscribe({ id: 'join', thread: this.#joinsThread })
    }
  }

  #dispatch(who: Principal, frame: ClientFrame): Handling {
    if (this.#left && frame.type !== 'command') return
    switch (frame.type) {
      case 'hello':
        return this.#lateHello(frame.protocol)
      case 'renew':
        return renewToken(this.#door, this.#connection, frame.token)
      case 'subscribe':
        return this.#subscribe(frame)
      case 'unsubscribe':
        return this.#connection.subscriptions.get(frame.thread ?? 'feed')?.end()
      case 'command':
        this.#commands ??= new Lane()
        return runCommand(this.#door, this.#connection, who, this.#commands, frame)
      case 'typing':
        return this.#typing(frame)
      case 'visibility':
        return this.#connection.setHidden(frame.hidden)
      case 'ping':
        return this.#connection.sendFrame({ type: 'pong' })
      case 'pong':
        return
    }
  }

  /** One that came in by the header may still say hello, once. */
  #lateHello(version: number): void {
    if (this.#helloGiven) this.#reject(new CodedError('invalid_frame', { detail: 'Hello is said once' }))
    else acceptVersion(this.#door, this.#connection, version)
    this.#helloGiven = true
  }

  #subscribe(frame: Parameters<typeof subscribe>[3]): Promise<void> {
    this.#joins ??= new JoinLane(this.#door.settings.behindMs)
    return subscribe(this.#door, this.#connection, this.#joins, frame)
  }

  #typing(frame: TypingFrame): Handling {
    const now = this.#door.clock.monotonic()
    const last = this.#typed
    const isNews = !last || last.thread !== frame.thread || last.on !== frame.on || now >= last.at + typingEveryMs
    if (!isNews) return
    this.#typed = { thread: frame.thread, on: frame.on, at: now }
    return sayTyping(this.#door, this.#connection, frame)
  }
}

const isCommand = (parsed: ParsedFrame): boolean => 'frame' in parsed && parsed.frame.type === 'command'

const idOf = (frame: ClientFrame): string | undefined => ('id' in frame ? frame.id : undefined)
