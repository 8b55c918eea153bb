import type { ClientFrame, CommandName, ServerFrame, SessionRequest, UsageReport } from '@chat-view/protocol'
import { closeCodes } from '@chat-view/protocol/codes'
import { type Clock, systemClock } from '../clock.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { ChatOptions } from '../options.ts'
import { FakeAccess } from './fake-access.ts'
import { FakeAnswers } from './fake-answers.ts'
import { type FakeHandlers, fakeCommands } from './fake-commands.ts'
import { FakeConnection } from './fake-connection.ts'
import { FakeEvents, type FakeWay } from './fake-events.ts'
import type { FakeFaults, FakePace, FakeRefusal } from './fake-faults.ts'
import { fakeHttp } from './fake-http.ts'
import { fakePeople } from './fake-people.ts'
import { FakeSessions } from './fake-sessions.ts'
import { FakeSocket } from './fake-socket.ts'
import { fakeSummaries } from './fake-summaries.ts'
import { fakeTools } from './fake-tools.ts'
import { fakeUsage } from './fake-usage.ts'
import { FakeWorld } from './fake-world.ts'
import { LiveFaults } from './live-faults.ts'
import { problemOfError } from './problem-of-error.ts'

export interface FakeServerOptions {
  /** Default the platform's timers. */
  readonly clock?: Clock
  /** What is answered to a question. Default `You said: …`. */
  readonly answer?: (question: string) => string
  /** Default instant. */
  readonly pace?: FakePace
  /** Milliseconds between pings that are promised. Default 20,000. */
  readonly heartbeat?: number
  /** Items of a page. Default 50. */
  readonly pageSize?: number
}

/** One HTTP request as it came in. */
export interface FakeRequest {
  readonly method: string
  readonly path: string
  readonly headers: Headers
}

/**
 * A chat-view server in this process, for tests (DX2): it speaks real frames through doubles of `fetch` and `WebSocket`.
 *
 * ```ts
 * const server = new FakeServer({ answer: () => 'Hello' })
 * const chat = createChat(server.options)
 * ```
 *
 * Ways to script it: `answer` and `pace` (instant, slow, held with `release()`), `faults` (cut, duplicate, outOfOrder,
 * drop), `way` (blocked sockets, streams held back), `refuse()`, `drop()`, `kill()` and `start()`, `interrupt()`,
 * `forget()`, `silent`, `sessions`. Of answers: `answers.calls` (tools), `answers.context`, `answers.suggestions`,
 * `answers.status()`, `end()`, `paused`, `usage`. Other people: `world.join()` and `world.leave()` with
 * `sessions.known('jon')`, or a second chat with a `getToken` of theirs.
 */
export class FakeServer {
  /** Spread these into `createChat`. */
  readonly options: Required<Pick<ChatOptions, 'server' | 'project' | 'fetch' | 'WebSocket' | 'clock'>>
  readonly sessions: FakeSessions
  readonly world: FakeWorld
  readonly answers: FakeAnswers
  /** Frames of clients, as they came in. */
  readonly frames: ClientFrame[] = []
  readonly requests: FakeRequest[] = []
  readonly connections = new Set<FakeConnection>()
  readonly #faults = new LiveFaults()
  /** Between client and server. */
  way: FakeWay = {}
  readonly #refusals: { left: number; readonly refusal: FakeRefusal }[] = []
  /** No heartbeat comes any more, though connections stay open. */
  silent = false
  /** What `account.usage()` tells. */
  usage: UsageReport
  #up = true

  constructor({ clock = systemClock, answer, pace, heartbeat = 20_000, pageSize = 50 }: FakeServerOptions = {}) {
    this.world = new FakeWorld(clock, {
      threadEvent: (thread, event) => this.#each(connection => connection.threadEvent(thread, event)),
      feedEvent: (user, event) => this.#each(connection => connection.feedEvent(user, event)),
      removed: (thread, user) => this.#each(connection => connection.removed(thread, user)),
    })
    this.usage = fakeUsage(clock.now())
    this.answers = new FakeAnswers(this.world, clock, (thread, frame) => this.#tell(thread, frame))
    Object.assign(this.answers, answer && { script: answer }, pace && { pace })
    const { world, answers } = this
    const access = new FakeAccess(world)
    this.sessions = new FakeSessions(world, 'pk_fake', user =>
      this.#each(connection => connection.user === user && connection.end(closeCodes.session_ended)),
    )
    const { sessions } = this
    const people = fakePeople(world, access, sessions)
    const commands = {
      ...fakeCommands(world, answers, access),
      ...fakeSummaries(world, access),
      ...fakeTools(answers, access),
      ...people,
    }
    const reply = fakeHttp({ world, answers, access, sessions, people, usage: () => this.usage, pageSize })
    const services = {
      world,
      access,
      answers,
      heartbeat,
      silent: () => this.silent,
      pageSize,
      userOf: (token: string) => this.sessions.userOf(token),
      run: (user: string, frame: ClientFrame & { type: 'command' }) => this.#run(commands, user, frame),
      received: (frame: ClientFrame) => this.frames.push(frame),
      closed: (connection: FakeConnection) => this.connections.delete(connection),
    }
    const events = new FakeEvents({ services, connections: this.connections, clock, way: () => this.way })
    const connect = (socket: FakeSocket) => {
      if (!this.#up || this.way.sockets) return null
      const connection = new FakeConnection(socket, services)
      this.connections.add(connection)
      return connection
    }
    class WebSocket extends FakeSocket {
      constructor(_url: string) {
        super(connect)
      }
    }
    const fetch = (input: RequestInfo | URL, init?: RequestInit) => this.#fetch(new Request(input, init), reply, events)
    this.options = { server: 'http://fake.test', project: this.sessions.project, fetch, WebSocket, clock }
  }

  /** What happens to live frames on their way. */
  set faults(faults: FakeFaults) {
    this.#faults.faults = faults
    this.answers.cut = faults.cut ?? false
  }

  get faults(): FakeFaults {
    return this.#faults.faults
  }

  /** Lets held answers go on by so many pieces (default all that is left). */
  release(pieces = Number.POSITIVE_INFINITY): void {
    this.answers.release(pieces)
    this.#faults.flush()
  }

  /** Refuses what comes next. */
  refuse(refusal: FakeRefusal): void {
    this.#refusals.push({ left: refusal.times ?? 1, refusal })
  }

  /** Closes all connections with a code; without one they break as if a cable was pulled. */
  drop(code?: number, retryAfter?: number): void {
    this.#each(connection => (code === undefined ? connection.cut() : connection.end(code, retryAfter)))
  }

  /** All running answers end so, for this reason. */
  end(state: 'failed' | 'blocked' | 'interrupted' | 'stopped', reason: string): void {
    for (const message of [...this.answers.running.keys()]) this.answers.end(message, state, reason)
  }

  /** All running answers end as interrupted. */
  interrupt(): void {
    this.end('interrupted', 'node-lost')
  }

  /** The project's kill switch: no new answers, and running ones end. */
  set paused(paused: boolean) {
    this.answers.paused = paused
    if (paused) this.end('stopped', 'paused')
  }

  get paused(): boolean {
    return this.answers.paused
  }

  /** As SIGKILL does: connections break, nothing listens, running answers are interrupted when it starts again. */
  kill(): void {
    this.#up = false
    this.drop()
    for (const { cancel } of this.answers.running.values()) cancel()
  }

  /** Takes connections and requests again. */
  start(): void {
    this.#up = true
    this.interrupt()
  }

  /** Events that were so far are not kept any more: who comes back is told to reload. */
  forget(): void {
    this.world.forget()
  }

  /** Leaves no timer. */
  close(): void {
    this.#up = false
    this.drop()
    this.answers.stop()
  }

  #each(call: (connection: FakeConnection) => void): void {
    for (const connection of [...this.connections]) call(connection)
  }

  #tell(thread: string, frame: ServerFrame): void {
    this.#faults.pass(frame, passed => this.#each(connection => connection.follows(thread) && connection.say(passed)))
  }

  #refusal(matches: (only: FakeRefusal['only']) => boolean): void {
    const due = this.#refusals.find(({ left, refusal }) => left > 0 && matches(refusal.only))
    if (!due) return
    due.left--
    throw new ChatError(due.refusal.code, due.refusal)
  }

  #run(commands: FakeHandlers, user: string, frame: ClientFrame & { type: 'command' }): unknown {
    this.#refusal(only => only === undefined || only === 'commands')
    const key = `${user} ${frame.id}`
    const fingerprint = JSON.stringify([frame.name, frame.arguments])
    const done = this.world.commands.get(key)
    if (done && done.fingerprint !== fingerprint) throw new ChatError('idempotency_mismatch')
    if (done) return done.run()
    const handler = commands[frame.name as CommandName] as ((...args: unknown[]) => unknown) | undefined
    if (!handler) throw new ChatError('invalid_request')
    const result = handler(user, frame.arguments, frame.id)
    this.world.commands.set(key, { fingerprint, run: () => result })
    return result
  }

  async #fetch(request: Request, reply: ReturnType<typeof fakeHttp>, events: FakeEvents): Promise<Response> {
    const url = new URL(request.url)
    this.requests.push({ method: request.method, path: url.pathname + url.search, headers: request.headers })
    request.signal.throwIfAborted()
    if (!this.#up) throw new TypeError('fetch failed')
    try {
      this.#refusal(only => only === undefined || (only !== 'commands' && url.pathname.startsWith(only)))
      const body: unknown = request.method === 'POST' ? await request.json() : null
      if (url.pathname === '/v1/sessions')
        return Response.json(this.sessions.open(body as SessionRequest), { status: 201 })
      const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? ''
      const known = `${request.method} ${url.pathname}` === 'DELETE /v1/me' && this.sessions.receiptOf(token)
      if (known) return Response.json(known)
      if (url.pathname.startsWith('/v1/events')) return events.reply(url.pathname, token, body, request.signal)
      const answer = reply({ user: this.sessions.userOf(token), method: request.method, url, body })
      return answer instanceof Response ? answer : Response.json(answer)
    } catch (error) {
      const problem = problemOfError(error)
      const headers = { 'content-type': 'application/problem+json' }
      return new Response(JSON.stringify(problem), { status: problem.status, headers })
    }
  }
}
