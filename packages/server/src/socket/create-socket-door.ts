import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { CodedError } from '../ports/coded-error.ts'
import type { EventStreams } from '../ports/event-streams.ts'
import { noteFailure } from '../ports/outage-note.ts'
import { listenToBus } from './bus-listener.ts'
import { Connection } from './connection.ts'
import type { DoorContext, DoorParts } from './door-context.ts'
import { DoorSocket } from './door-socket.ts'
import { createEventStreams } from './event-streams.ts'
import { FrameReceiver } from './frame-receiver.ts'
import { FrameTally } from './frame-tally.ts'
import { OpenConnections } from './open-connections.ts'
import { ProjectRates } from './project-rates.ts'
import { recheckConnections, recheckSessions } from './recheck-connections.ts'
import { RecheckRounds } from './recheck-rounds.ts'
import { RefusalNotes } from './refusal-notes.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { noSocketMetrics, type SocketMetrics } from './socket-metrics.ts'
import { SocketOutlet } from './socket-outlet.ts'
import { defaultSocketSettings, type SocketSettings } from './socket-settings.ts'
import { TimerWheel } from './timer-wheel.ts'
import { Topics } from './topics.ts'
import { newTraceId } from './trace-id.ts'
import { readUpgradeRequest, subprotocol, type UpgradeRequest } from './upgrade-request.ts'

export interface SocketDoorOptions extends DoorParts {
  /** Whose upgrade requests are answered, all of them. */
  readonly server: Server
  /** The address that limits count: behind believed proxies the client's, IPv6 by /64 (SE5). */
  readonly clientAddress: (request: IncomingMessage) => string
  readonly metrics?: SocketMetrics
  readonly settings?: Partial<SocketSettings>
}

/** The door for sockets: `/v1/ws` and `/ws/chat/{threadId}` (RT13), and for those who get the frames as events (RT12). */
export interface SocketDoor {
  /** Clients that are here now. */
  connections(): number
  /** For the HTTP door, which lets them in. */
  readonly events: EventStreams
  /** Lets nobody in any more, tells all to connect elsewhere, and ends those still here after `graceMs` (RT15). */
  close(graceMs: number): Promise<void>
}

/** Bytes up to which a frame is read only to be refused in words. */
const readFactor = 4

export const createSocketDoor = (options: SocketDoorOptions): SocketDoor => {
  const { server, clientAddress, metrics = noSocketMetrics, settings: given, ...parts } = options
  const settings: SocketSettings = { ...defaultSocketSettings, ...given }
  const { clock, logger, bus, authenticator, store, reads } = parts
  const wheel = new TimerWheel(clock, settings.tickMs)
  const sharing = parts.presence && { board: parts.presence, bus, heartbeatMs: settings.heartbeatMs }
  const topics = new Topics({ store, reads, wheel, clock, logger, sweepMs: settings.sweepMs, sharing })
  const [tally, refusals] = [new FrameTally(metrics, wheel), new RefusalNotes(logger, clock)]
  const rates = new ProjectRates({ store, clock })
  const door: DoorContext = { ...parts, settings, rates, metrics, wheel, topics, tally, refusals }
  const open = new OpenConnections(door)
  const upgrading = new Set<Duplex>()
  let closing: Promise<void> | null = null

  const serverOptions = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: settings.maxFrameBytes * readFactor,
    closeTimeout: settings.closeTimeoutMs,
    // The token in the header must not come back in the answer.
    handleProtocols: (offered: Set<string>) => (offered.has(subprotocol) ? subprotocol : false) as string | false,
    WebSocket: DoorSocket,
  }
  const sockets = new WebSocketServer(serverOptions)
  // What is no handshake; who speaks another version is told ours.
  sockets.on('wsClientError', ({ message }: Error, socket: Duplex) => {
    const error = new CodedError('invalid_request', { detail: message })
    refuseUpgrade(socket, error, newTraceId(), ['Sec-WebSocket-Version: 13'])
  })

  function onClosed(this: WebSocket): void {
    if (!(this instanceof DoorSocket)) return
    const { connection, receiver } = this
    this.connection = null
    this.receiver = null
    receiver?.stop()
    if (connection) open.remove(connection)
  }

  const checkOrigin = async ({ origin }: UpgradeRequest): Promise<void> => {
    if (!(await authenticator.allowsSomewhere(origin))) throw new CodedError('origin_denied')
    open.checkOpen()
  }

  const admit = (request: IncomingMessage, socket: Duplex, head: Buffer, wanted: UpgradeRequest, address: string) => {
    sockets.handleUpgrade(request, socket, head, webSocket => {
      const connection = new Connection(door, randomUUID(), address, wanted.origin)
      const receiver = new FrameReceiver(door, connection, wanted.thread)
      open.add(connection)
      webSocket.attach(connection, receiver, onClosed)
      connection.opened(new SocketOutlet(webSocket, socket, connection))
      if (wanted.token !== null) receiver.begin(wanted.token)
    })
  }

  const onUpgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const onEarlyError = () => socket.destroy()
    socket.on('error', onEarlyError)
    upgrading.add(socket)
    let arrived: (() => void) | undefined
    try {
      open.checkOpen()
      const address = clientAddress(request)
      const wanted = readUpgradeRequest(request)
      arrived = await open.admit(address)
      await checkOrigin(wanted)
      socket.off('error', onEarlyError)
      admit(request, socket, head, wanted, address)
    } catch (error) {
      const traceId = newTraceId()
      if (!(error instanceof CodedError)) logger.error({ traceId, err: error }, 'an upgrade failed')
      refuseUpgrade(socket, error, traceId)
    } finally {
      upgrading.delete(socket)
      arrived?.()
    }
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void onUpgrade(request, socket, head)
  server.on('upgrade', upgrade)

  const events = createEventStreams(door, open)
  const stopListening = bus.subscribe(message => {
    if (message.kind === 'beat') return events.beat(message)
    const reaction = listenToBus(door, open.all, message)
    if (reaction) reaction.catch(error => noteFailure(logger, {}, error, 'a word of the bus was not followed'))
  })

  // Words of other nodes went unheard: what happened meanwhile is in the store.
  const lookAgain = async (): Promise<void> => {
    await topics.renewed()
    await recheckConnections(door, open.all)
  }
  const stopWatching = bus.watch?.(() => {
    lookAgain().catch(error => logger.warn({ err: error }, 'what was withdrawn meanwhile was not looked for'))
  })

  // Where all words are heard in this process none is lost.
  const look = (some: readonly Connection[]) => recheckSessions(door, open.all, some)
  if (bus.watch) new RecheckRounds({ connections: open.all, wheel, clock, logger, everyMs: settings.sweepMs, look })

  const sayBye = async (graceMs: number): Promise<void> => {
    open.shut()
    await open.end(graceMs)
    for (const socket of upgrading) socket.destroy()
    stopListening()
    stopWatching?.()
    door.tally.flush()
    wheel.stop()
    server.off('upgrade', upgrade)
  }

  return {
    connections: () => open.all.size,
    events,
    close: graceMs => {
      closing ??= sayBye(graceMs)
      return closing
    },
  }
}
