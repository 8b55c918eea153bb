import { randomUUID } from 'node:crypto'
import { type EventsRequest, protocolVersion, type SubscribeFrame } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { EventSink, EventStreams, StreamGuest } from '../ports/event-streams.ts'
import { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { type TopicPlace, unpackCursor } from './event-cursor.ts'
import { EventOutlet, resumed } from './event-outlet.ts'
import { Exchange } from './exchange.ts'
import { takeLimits } from './frame-limits.ts'
import { FrameReceiver } from './frame-receiver.ts'
import type { OpenConnections } from './open-connections.ts'
import { type ParsedFrame, readFrame } from './parse-frame.ts'
import { StreamPlaces } from './stream-places.ts'

/** One open stream. */
interface Stream {
  readonly connection: Connection
  readonly receiver: FrameReceiver
  readonly places: StreamPlaces
  readonly outlet: EventOutlet
}

/** How a stream is to be. */
interface Wish {
  readonly topics: readonly SubscribeFrame[]
  /** The client has no place yet. */
  readonly isFirst: boolean
  readonly poll: boolean
  readonly hidden: boolean
}

const keyOf = ({ thread }: { thread?: string | undefined }): string => thread ?? 'feed'

const subscribeTo = ({ key, seq, live }: TopicPlace): SubscribeFrame => {
  const frame = {
    type: 'subscribe',
    id: `${resumed}${key}`,
    ...(key === 'feed' ? { feed: true } : { thread: key }),
    ...(seq === null ? {} : { afterSeq: seq }),
    live,
  }
  const parsed = readFrame(frame)
  if ('error' in parsed || parsed.frame.type !== 'subscribe') throw new CodedError('invalid_cursor')
  return parsed.frame
}

const asked = (entry: Omit<SubscribeFrame, 'type'>): SubscribeFrame => {
  const parsed = readFrame({ type: 'subscribe', ...entry })
  if ('error' in parsed) throw new CodedError('invalid_request', { errors: parsed.error.errors ?? [] })
  return { type: 'subscribe', ...entry }
}

/**
 * What a stream follows, and from where. The cursor in the header is what a client of server-sent events adds to a
 * request that it makes again as it was, so it knows better than the body; one in the body was put there on purpose.
 */
const wanted = (wish: EventsRequest, resumeFrom: string | undefined): SubscribeFrame[] => {
  const cursor = resumeFrom ?? wish.cursor
  const left = new Set((wish.unsubscribe ?? []).map(topic => ('thread' in topic ? topic.thread : 'feed')))
  const known = cursor === undefined ? [] : unpackCursor(cursor).filter(({ key }) => !left.has(key))
  const fromCursor = known.map(place => [place.key, subscribeTo(place)] as const)
  const fromBody = (wish.subscribe ?? []).map(entry => [keyOf(entry), asked(entry)] as const)
  const inOrder = resumeFrom === undefined ? [...fromCursor, ...fromBody] : [...fromBody, ...fromCursor]
  return [...new Map(inOrder).values()]
}

/** The socket's frames as server-sent events: the same connections, receivers and limits, another outlet (RT12). */
export const createEventStreams = (door: DoorContext, open: OpenConnections): EventStreams => {
  const streams = new Map<string, Stream>()

  const checkLimits = async (guest: StreamGuest): Promise<void> => {
    const refused = await takeLimits(door, 'connect', guest)
    if (refused) {
      door.metrics.limited('connect')
      throw refused
    }
    open.checkOpen()
  }

  const begin = (guest: StreamGuest, wish: Wish, sink: EventSink): Stream => {
    const { topics, isFirst, poll, hidden } = wish
    const places = new StreamPlaces()
    for (const topic of topics) places.ask(topic)
    const connection = new Connection(door, randomUUID(), guest.address, guest.origin)
    const receiver = new FrameReceiver(door, connection, null)
    const { wheel, clock, settings } = door
    const { closeTimeoutMs } = settings
    const now = () => clock.monotonic()
    const outlet = new EventOutlet({ sink, owner: connection, places, wheel, now, closeTimeoutMs, poll, isFirst })
    open.add(connection)
    connection.opened(outlet)
    connection.welcome(guest.principal)
    if (hidden) connection.setHidden(true)
    for (const frame of topics) receiver.take({ frame })
    return { connection, receiver, places, outlet }
  }

  const keepUntilClosed = (stream: Stream, sink: EventSink): void => {
    const { connection, receiver, outlet } = stream
    streams.set(connection.id, stream)
    sink.once('close', () => {
      streams.delete(connection.id)
      outlet.gone()
      receiver.stop()
      open.remove(connection)
    })
  }

  const findStream = (id: string, { principal }: StreamGuest): Stream | undefined => {
    const stream = streams.get(id)
    const owner = stream?.connection.principal
    const isTheirs = owner?.userId === principal.userId && owner.projectId === principal.projectId
    return isTheirs ? stream : undefined
  }

  const hand = ({ receiver, places }: Stream, parsed: ParsedFrame, exchange: Exchange): void => {
    if (!('frame' in parsed)) return
    const { frame } = parsed
    if (receiver.crowded) {
      exchange.crowded(frame)
      return
    }
    if (frame.type === 'subscribe') places.ask(frame)
    if (frame.type === 'unsubscribe') places.leave(frame)
    receiver.take(parsed)
  }

  return {
    async open(guest, wish, resumeFrom, sinkOf) {
      if (wish.protocol !== protocolVersion) {
        throw new CodedError('protocol_unsupported', { detail: `This server speaks version ${protocolVersion}` })
      }
      const { poll = false, hidden = false } = wish
      const isFirst = (resumeFrom ?? wish.cursor) === undefined
      const topics = wanted(wish, resumeFrom)
      open.checkOpen()
      door.rates.note(guest.project)
      const arrived = await open.admit(guest.address)
      try {
        await checkLimits(guest)
        const sink = sinkOf()
        if (sink) keepUntilClosed(begin(guest, { topics, isFirst, poll, hidden }, sink), sink)
      } finally {
        arrived()
      }
    },

    async take(guest, id, frames) {
      door.rates.note(guest.project)
      const exchange = new Exchange(door, guest, id)
      let isHere = true
      for (const value of frames) {
        const parsed = readFrame(value)
        if (await exchange.take(parsed)) continue
        const stream = findStream(id, guest)
        if (stream) hand(stream, parsed, exchange)
        else if (!(await exchange.passOn(parsed))) isHere = false
      }
      return { open: isHere, frames: exchange.frames }
    },

    beat({ connection: id, user, frame }) {
      const { connection } = streams.get(id) ?? {}
      if (connection?.principal?.userId !== user) return
      connection.heard()
      if (frame === 'ping') connection.sendFrame({ type: 'pong' })
    },
  }
}
