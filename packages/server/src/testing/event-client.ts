import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import {
  type ClientFrame,
  type EventsRequest,
  type FramesAnswer,
  type Problem,
  protocolVersion,
  type ServerFrame,
  type ServerFrameOf,
} from '@chat-view/protocol'
import type { ReceivedAnswers } from './received-answers.ts'
import { ReceivedFrames } from './received-frames.ts'
import type { ReceivedOrder } from './received-order.ts'

export type EventWish = Partial<EventsRequest>

export interface EventClientOptions {
  readonly origin?: string
  /** The header `Last-Event-ID`. */
  readonly lastEventId?: string
  /** Answer pings, as every client should; default true. */
  readonly answerPings?: boolean
  /** A client that lost its stream: this one goes on with what it had. */
  readonly after?: EventClient
}

/** A server's refusal to open a stream. */
export class StreamRefused extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(status: number, problem: Problem) {
    super(`refused with ${status}`)
    this.status = status
    this.problem = problem
  }
}

const bodyOf = async (response: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const piece of response.setEncoding('utf8')) body += piece
  return body
}

/** A client of the event stream for tests: it reads no faster than it is let, and remembers the last id. */
export class EventClient {
  readonly received: ReceivedFrames
  readonly headers: IncomingMessage['headers']
  /** Bytes of the comments that came. */
  comments = 0
  /** As a client of server-sent events keeps it; `''` until one came. */
  lastId = ''
  /** Resolves once the stream has ended; `whole` when it was ended in good order. */
  readonly closed: Promise<{ readonly whole: boolean }>
  readonly #url: string
  readonly #token: string
  readonly #request: ClientRequest
  readonly #response: IncomingMessage
  readonly #answerPings: boolean
  #pieces: string[] = []
  #edge = ''

  private constructor(
    [url, token]: readonly [string, string],
    sent: ClientRequest,
    response: IncomingMessage,
    { after, answerPings = true }: EventClientOptions,
  ) {
    this.#url = url
    this.#token = token
    this.#request = sent
    this.#response = response
    this.#answerPings = answerPings
    this.headers = response.headers
    this.received = new ReceivedFrames(after?.received)
    this.closed = new Promise(resolve => {
      response.once('close', () => {
        this.received.close()
        resolve({ whole: response.complete })
      })
    })
    response.on('error', () => {})
    response.setEncoding('utf8').on('data', (piece: string) => this.#read(piece))
  }

  /** @throws StreamRefused */
  static async open(
    url: string,
    token: string,
    wish: EventWish,
    options: EventClientOptions = {},
  ): Promise<EventClient> {
    const { origin, lastEventId } = options
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(origin === undefined ? {} : { origin }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    }
    const sent = request(`${url}/v1/events`, { method: 'POST', headers, agent: false })
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve).once('error', reject)
      sent.end(JSON.stringify({ protocol: protocolVersion, ...wish }))
    })
    sent.on('error', () => {})
    if (response.statusCode !== 200) {
      throw new StreamRefused(response.statusCode ?? 0, JSON.parse(await bodyOf(response)))
    }
    return new EventClient([url, token], sent, response, options)
  }

  get frames(): readonly ServerFrame[] {
    return this.received.all
  }

  get answers(): ReceivedAnswers {
    return this.received.answers
  }

  get order(): ReceivedOrder {
    return this.received.order
  }

  next<T extends ServerFrame['type']>(
    type: T,
    matches?: (frame: ServerFrameOf<T>) => boolean,
  ): Promise<ServerFrameOf<T>> {
    return this.received.next(type, matches)
  }

  until(condition: () => boolean): Promise<void> {
    return this.received.until(condition)
  }

  /** Brings frames to the stream by a request of their own. */
  async send(frames: readonly (ClientFrame | Record<string, unknown>)[], token = this.#token): Promise<FramesAnswer> {
    await this.until(() => this.frames.some(({ type }) => type === 'welcome'))
    const welcome = this.frames.find(frame => frame.type === 'welcome')
    const response = await fetch(`${this.#url}/v1/events/${welcome?.connection}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ frames }),
    })
    const answer: unknown = await response.json()
    if (response.status !== 200) throw new StreamRefused(response.status, answer as Problem)
    return answer as FramesAnswer
  }

  /** Stops reading: the server's writes pile up. */
  pause(): void {
    this.#response.pause()
  }

  unpause(): void {
    this.#response.resume()
  }

  /** Drops the connection without a word. */
  drop(): void {
    this.#request.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.drop()
    await this.closed
  }

  #read(piece: string): void {
    this.#pieces.push(piece)
    const isEnd = (this.#edge + piece).includes('\n\n')
    this.#edge = piece.slice(-1)
    if (!isEnd) return
    const blocks = this.#pieces.join('').split('\n\n')
    this.#pieces = [blocks.pop() ?? '']
    for (const block of blocks) this.#take(block)
  }

  #take(block: string): void {
    if (block.startsWith(':')) this.comments += block.length
    for (const line of block.split('\n')) {
      const [, name, value = ''] = /^(id|data): (.*)$/.exec(line) ?? []
      if (name === 'id') this.lastId = value
      if (name === 'data') this.#frame(JSON.parse(value))
    }
  }

  #frame(frame: ServerFrame): void {
    this.received.take(frame)
    if (frame.type === 'ping' && this.#answerPings) this.send([{ type: 'pong' }]).catch(() => {})
  }
}
