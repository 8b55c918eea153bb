import type { ClientFrame, EventsRequest, FramesAnswer, ServerFrame } from '@chat-view/protocol'
import type { Clock } from '../clock.ts'
import { FakeConnection, type FakeConnectionServices } from './fake-connection.ts'
import { FakePlaces } from './fake-places.ts'
import { FakeStream } from './fake-stream.ts'
import { problemOfError } from './problem-of-error.ts'

/** What happens to the events of the fake server, and to sockets beside them. */
export interface FakeWay {
  /** Sockets do not open. */
  readonly sockets?: 'blocked'
  /** A stream of events brings nothing before its end. */
  readonly streams?: 'held back'
  /** Requests to a stream come to another node. */
  readonly requests?: 'elsewhere'
}

interface FakeEventsOptions {
  readonly services: FakeConnectionServices
  readonly connections: Set<FakeConnection>
  readonly clock: Clock
  readonly way: () => FakeWay
}

type Run = FakeConnectionServices['run']

const answerOf = (run: Run, user: string, frame: ClientFrame & { type: 'command' }): ServerFrame => {
  try {
    return { type: 'result', id: frame.id, result: run(user, frame) }
  } catch (error) {
    return { type: 'error', id: frame.id, problem: problemOfError(error) }
  }
}

/** `/v1/events` of the fake server: connections whose frames come as server-sent events (RT12). */
export class FakeEvents {
  readonly #options: FakeEventsOptions
  readonly #streams = new Map<string, { readonly stream: FakeStream; readonly connection: FakeConnection }>()

  constructor(options: FakeEventsOptions) {
    this.#options = options
  }

  /** Answers a request; the signal is the request's. Throws for a token that is no longer good. */
  reply(path: string, token: string, body: unknown, signal: AbortSignal): Response {
    const user = this.#options.services.userOf(token)
    const [, , , connection] = path.split('/')
    if (connection === undefined) return this.#open(token, body as EventsRequest, signal)
    return Response.json(this.#take(user, connection, (body as { frames: ClientFrame[] }).frames))
  }

  #open(token: string, wish: EventsRequest, signal: AbortSignal): Response {
    const { services, connections, clock, way } = this.#options
    const { poll = false, subscribe = [], unsubscribe = [], cursor } = wish
    const closed = () => {
      this.#streams.delete(connection.id)
      connection.closed()
    }
    const stream = new FakeStream({ clock, poll, isHeldBack: way().streams === 'held back' && !poll, closed })
    const connection = new FakeConnection(stream, services)
    connections.add(connection)
    this.#streams.set(connection.id, { stream, connection })
    signal.addEventListener('abort', () => stream.drop(1006), { once: true })
    const keyOf = ({ thread }: { thread?: string | undefined }) => thread ?? 'feed'
    const left = new Set(unsubscribe.map(topic => keyOf('thread' in topic ? topic : {})))
    const known = FakePlaces.of(cursor).filter(frame => !left.has(keyOf(frame)))
    const asked = subscribe.map(entry => ({ type: 'subscribe', ...entry }) as const)
    const frames = new Map([...known, ...asked].map(frame => [keyOf(frame), frame]))
    for (const frame of frames.values()) stream.places.ask(frame)
    connection.received(JSON.stringify({ type: 'hello', token, protocol: wish.protocol }))
    for (const frame of frames.values()) connection.received(JSON.stringify(frame))
    if (poll && cursor === undefined) connection.say({ type: 'ping' })
    return new Response(stream.body, { headers: { 'content-type': 'text/event-stream' } })
  }

  /** Frames that a client brings to its stream. */
  #take(user: string, id: string, frames: readonly ClientFrame[]): FramesAnswer {
    const { services, way } = this.#options
    const found = way().requests === 'elsewhere' ? undefined : this.#streams.get(id)
    let open = true
    const answers: ServerFrame[] = []
    for (const frame of frames) {
      if (frame.type === 'command') {
        services.received(frame)
        answers.push(answerOf(services.run, user, frame))
      } else if (frame.type === 'typing') services.received(frame)
      else if (!found) open = false
      else {
        if (frame.type === 'subscribe') found.stream.places.ask(frame)
        if (frame.type === 'unsubscribe') found.stream.places.leave(frame)
        found.connection.received(JSON.stringify(frame))
      }
    }
    return { open, frames: answers }
  }
}
