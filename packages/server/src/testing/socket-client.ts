import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  type ClientFrame,
  type Problem,
  protocolVersion,
  type ServerFrame,
  type ServerFrameOf,
} from '@chat-view/protocol'
import { WebSocket } from 'ws'
import type { ReceivedAnswers } from './received-answers.ts'
import { ReceivedFrames } from './received-frames.ts'
import type { ReceivedOrder } from './received-order.ts'

export interface SocketClientOptions {
  readonly protocols?: string[]
  readonly origin?: string
  /** Answer pings, as every client must; default true. */
  readonly answerPings?: boolean
  /** A client that lost its connection: this one goes on with what it had. */
  readonly after?: SocketClient
}

/** A server's refusal to open the socket. */
export class UpgradeRefused extends Error {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly problem: Problem | null

  constructor(response: IncomingMessage, body: string) {
    super(`refused with ${response.statusCode}`)
    this.status = response.statusCode ?? 0
    this.headers = response.headers
    this.problem = response.headers['content-type']?.startsWith('application/problem+json') ? JSON.parse(body) : null
  }
}

type Subscribe = Omit<Extract<ClientFrame, { type: 'subscribe' }>, 'type' | 'id'>

/** A client of the socket for tests: it keeps all frames, holds answers and order as a client must, and can misbehave. */
export class SocketClient {
  readonly received: ReceivedFrames
  /** Resolves with the close code once the socket has closed. */
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #socket: WebSocket
  readonly #answerPings: boolean

  private constructor(socket: WebSocket, { answerPings = true, after }: SocketClientOptions) {
    this.#socket = socket
    this.#answerPings = answerPings
    this.received = new ReceivedFrames(after?.received)
    this.closed = new Promise(resolve => {
      socket.on('close', (code, reason) => {
        this.received.close()
        resolve({ code, reason: reason.toString() })
      })
    })
    socket.on('message', data => this.#receive(JSON.parse(data.toString())))
    socket.on('error', () => {})
  }

  /** @throws UpgradeRefused */
  static async connect(url: string, options: SocketClientOptions = {}): Promise<SocketClient> {
    const socket = new WebSocket(url, options.protocols ?? [], {
      perMessageDeflate: false,
      ...(options.origin === undefined ? {} : { origin: options.origin }),
    })
    const client = new SocketClient(socket, options)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
      socket.once('unexpected-response', (_request, response) => {
        let body = ''
        response.on('data', chunk => {
          body += chunk
        })
        response.on('end', () => reject(new UpgradeRefused(response, body)))
      })
    })
    return client
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

  get subprotocol(): string {
    return this.#socket.protocol
  }

  send(frame: ClientFrame): void {
    this.sendRaw(JSON.stringify(frame))
  }

  sendRaw(data: string | Buffer): void {
    this.#socket.send(data)
  }

  /** The next frame of that type that no one took yet; rejects when the socket closes without it. */
  next<T extends ServerFrame['type']>(
    type: T,
    matches?: (frame: ServerFrameOf<T>) => boolean,
  ): Promise<ServerFrameOf<T>> {
    return this.received.next(type, matches)
  }

  /** Resolves once the condition holds, looked at after each frame. */
  until(condition: () => boolean): Promise<void> {
    return this.received.until(condition)
  }

  /** Says hello and waits for the welcome. */
  async hello(token: string): Promise<ServerFrameOf<'welcome'>> {
    this.send({ type: 'hello', token, protocol: protocolVersion })
    return this.next('welcome')
  }

  /** Subscribes and waits for the answer. */
  async subscribe(to: Subscribe): Promise<ServerFrameOf<'subscribed'>> {
    const id = randomUUID()
    this.send({ type: 'subscribe', id, ...to })
    const answer = await Promise.race([
      this.next('subscribed', frame => frame.id === id),
      this.next('error', frame => frame.id === id),
    ])
    if (answer.type === 'error') throw new Error(answer.problem.code)
    return answer
  }

  /** Subscribes from where it stands, as after a lost connection. */
  resume(thread: string): Promise<ServerFrameOf<'subscribed'>> {
    const afterSeq = this.order.seqOf(thread)
    return this.subscribe({ thread, ...(afterSeq === undefined ? {} : { afterSeq }), live: this.answers.places() })
  }

  async command(name: string, args: unknown, id: string = randomUUID()): Promise<ServerFrameOf<'result' | 'error'>> {
    this.send({ type: 'command', id, name, arguments: args })
    return Promise.race([this.next('result', frame => frame.id === id), this.next('error', frame => frame.id === id)])
  }

  /** Stops reading: the server's writes pile up. */
  pause(): void {
    this.#socket.pause()
  }

  unpause(): void {
    this.#socket.resume()
  }

  /** Drops the connection without a word. */
  drop(): void {
    this.#socket.terminate()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.terminate()
    await this.closed
  }

  #receive(frame: ServerFrame): void {
    this.received.take(frame)
    if (frame.type === 'ping' && this.#answerPings && this.#socket.readyState === WebSocket.OPEN) {
      this.send({ type: 'pong' })
    }
  }
}
