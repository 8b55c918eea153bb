import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { CodedError } from '../ports/coded-error.ts'
import { AddressCount } from './address-count.ts'
import { listenToBus } from './bus-listener.ts'
import { Connection } from './connection.ts'
import type { DoorContext, DoorParts } from './door-context.ts'
import { DoorSocket } from './door-socket.ts'
import { takeLimits } from './frame-limits.ts'
import { FrameReceiver } from './frame-receiver.ts'
import { FrameTally } from './frame-tally.ts'
import { FrameWriter } from './frame-writer.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { noSocketMetrics, type SocketMetrics } from './socket-metrics.ts'
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

/** The door for sockets: `/v1/ws` and `/ws/chat/{threadId}` (RT13). */
export interface SocketDoor {
  /** Sockets that are open now. */
  connections(): number
  /** Lets nobody in any more, tells all to connect elsewhere, and ends those still here after `graceMs` (RT15). */
  close(graceMs: number): Promise<void>
}

/** Bytes up to which a frame is read only to be refused in words. */
const readFactor = 4

export const createSocketDoor = (options: SocketDoorOptions): SocketDoor => {
  const { server, clientAddress, metrics = noSocketMetrics, settings: given, ...parts } = options
  const settings: SocketSettings = { ...defaultSocketSettings, ...given }
  const { clock, logger, bus, limits, authenticator, store, reads } = parts
  const wheel = new TimerWheel(clock, settings.tickMs)
  const topics = new Topics({ store, reads, wheel, clock, logger, sweepMs: settings.sweepMs })
  const door: DoorContext = { ...parts, settings, metrics, wheel, topics, tally: new FrameTally(metrics, wheel) }
  const connections = new Set<Connection>()
  const addresses = new AddressCount()
  const upgrading = new Set<Duplex>()
  let closing: Promise<void> | null = null
  let whenEmpty: (() => void) | null = null

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

  function onClosed(this: WebSocket): void {
    if (!(this instanceof DoorSocket)) return
    const { connection, receiver } = this
    this.connection = null
    this.receiver = null
    receiver?.stop()
    if (!connection) return
    connections.delete(connection)
    addresses.remove(connection.address)
    connection.lost()
    if (connections.size === 0) whenEmpty?.()
  }

  const checkRequest = async (request: IncomingMessage, address: string): Promise<UpgradeRequest> => {
    if (closing) throw new CodedError('shutting_down', { retryAfter: 1 })
    const wanted = readUpgradeRequest(request)
    const full = connections.size + upgrading.size > settings.maxConnections
    if (full || addresses.of(address) >= settings.maxConnectionsPerAddress) {
      metrics.limited('connections')
      throw new CodedError('overloaded', { retryAfter: 5 })
    }
    const { address: rule } = settings.limits.connect
    const refused = await takeLimits(limits, 'connect', rule ? { address: rule } : {}, { address, principal: null })
    if (refused) {
      metrics.limited('connect')
      throw refused
    }
    if (!(await authenticator.allowsSomewhere(wanted.origin))) throw new CodedError('origin_denied')
    if (closing) throw new CodedError('shutting_down', { retryAfter: 1 })
    return wanted
  }

  const admit = (request: IncomingMessage, socket: Duplex, head: Buffer, wanted: UpgradeRequest, address: string) => {
    sockets.handleUpgrade(request, socket, head, webSocket => {
      const connection = new Connection(door, randomUUID(), address, wanted.origin)
      const receiver = new FrameReceiver(door, connection, wanted.thread)
      connections.add(connection)
      addresses.add(address)
      webSocket.attach(connection, receiver, onClosed)
      connection.opened(webSocket, new FrameWriter(socket, connection))
      metrics.opened()
      if (wanted.token !== null) receiver.begin(wanted.token)
    })
  }

  const onUpgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const onEarlyError = () => socket.destroy()
    socket.on('error', onEarlyError)
    upgrading.add(socket)
    try {
      const address = clientAddress(request)
      const wanted = await checkRequest(request, address)
      socket.off('error', onEarlyError)
      admit(request, socket, head, wanted, address)
    } catch (error) {
      const traceId = newTraceId()
      if (!(error instanceof CodedError)) logger.error({ traceId, err: error }, 'an upgrade failed')
      refuseUpgrade(socket, error, traceId)
    } finally {
      upgrading.delete(socket)
    }
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void onUpgrade(request, socket, head)
  server.on('upgrade', upgrade)

  const stopListening = bus.subscribe(message => {
    const reaction = listenToBus(door, connections, message)
    if (reaction) reaction.catch(error => logger.warn({ err: error }, 'a word of the bus was not followed'))
  })

  const sayBye = async (graceMs: number): Promise<void> => {
    for (const connection of [...connections]) {
      connection.close('shutting_down', (Math.random() * settings.reconnectSpreadMs) / 1000)
    }
    if (connections.size > 0) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>(resolve => {
        whenEmpty = resolve
        timer = setTimeout(resolve, graceMs)
      })
      clearTimeout(timer)
    }
    for (const connection of connections) connection.terminate()
    for (const socket of upgrading) socket.destroy()
    stopListening()
    door.tally.flush()
    wheel.stop()
    server.off('upgrade', upgrade)
  }

  return {
    connections: () => connections.size,
    close: graceMs => {
      closing ??= sayBye(graceMs)
      return closing
    },
  }
}
