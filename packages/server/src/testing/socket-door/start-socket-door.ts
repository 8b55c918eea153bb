import { createServer, type IncomingMessage } from 'node:http'
import express from 'express'
import { createMemoryBus } from '../../adapters/memory/memory-bus.ts'
import { createMemoryRateLimiter } from '../../adapters/memory/memory-rate-limiter.ts'
import { createAdmit } from '../../http/admit.ts'
import { handleErrors } from '../../http/handle-errors.ts'
import { mountEvents } from '../../http/mount-events.ts'
import { traceRequests } from '../../http/request-trace.ts'
import { createRouteTable } from '../../http/route-table.ts'
import type { Bus, BusMessage } from '../../ports/bus.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { CommandBus, CommandContext } from '../../ports/command-bus.ts'
import type { Principal } from '../../ports/principal.ts'
import { createSocketDoor, type SocketDoorOptions } from '../../socket/create-socket-door.ts'
import { newTraceId } from '../../socket/trace-id.ts'
import { EventClient, type EventClientOptions, type EventWish } from '../event-client.ts'
import { createFakeClock } from '../fake-clock.ts'
import { silentLogger } from '../silent-logger.ts'
import { SocketClient, type SocketClientOptions } from '../socket-client.ts'
import { FakeLive } from './fake-live.ts'
import { FakeThreads } from './fake-threads.ts'

export type RunCommand = (name: string, args: unknown, context: CommandContext) => Promise<unknown>

/** What the nodes of one installation have in common. */
const startWorld = () => {
  const watchers = new Set<() => void>()
  const watch = (renewed: () => void): (() => void) => {
    watchers.add(renewed)
    return () => void watchers.delete(renewed)
  }
  const bus: Bus = { ...createMemoryBus(), watch }
  const threads = new FakeThreads(bus)
  /** Words can be heard again. */
  const renew = (): void => {
    for (const renewed of watchers) renewed()
  }
  return {
    renew,
    clock: createFakeClock(),
    bus,
    threads,
    live: new FakeLive(),
    tokens: new Map<string, Principal>(),
  }
}

type Options = Pick<SocketDoorOptions, 'settings' | 'metrics'> &
  Partial<Pick<SocketDoorOptions, 'limits' | 'logger'>> & {
    /** That of another node, which ends it. */
    readonly world?: ReturnType<typeof startWorld>
  }

/** The real door on a real port, with everything behind it played by fakes, and time that stands still. */
export const startSocketDoor = async (options: Options = {}) => {
  const world = options.world ?? startWorld()
  const { clock, bus, threads, live, tokens } = world
  const heard: BusMessage[] = []
  bus.subscribe(message => heard.push(message))
  let storeFails = false
  let run: RunCommand = async (name, args) => ({ name, args })
  const commands: CommandBus = { run: (name, args, context) => run(name, args, context) }
  const authenticator: SocketDoorOptions['authenticator'] = {
    authenticate: async token => {
      if (storeFails) throw new CodedError('store_unavailable')
      const principal = tokens.get(token)
      if (!principal) throw new CodedError('token_invalid')
      if (principal.expiresAt <= clock.now()) throw new CodedError('token_expired')
      if (!threads.project.enabled) throw new CodedError('project_disabled')
      return { principal, project: threads.project }
    },
    allowsOrigin: (project, origin) => origin === undefined || project.origins.includes(origin),
    allowsSomewhere: async origin => origin === undefined || /\.example$/.test(origin),
  }
  const app = express().use(traceRequests(() => newTraceId()))
  const server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const clientAddress = (request: IncomingMessage): string => request.socket.remoteAddress ?? ''
  const door = createSocketDoor({
    server,
    authenticator,
    commands,
    reads: threads.reads,
    store: threads.store,
    live,
    bus,
    limits: options.limits ?? createMemoryRateLimiter({ clock }),
    clock,
    logger: options.logger ?? silentLogger,
    clientAddress,
    ...(options.metrics ? { metrics: options.metrics } : {}),
    settings: { tickMs: 2, closeTimeoutMs: 200, ...options.settings },
  })
  const http = { limiter: createMemoryRateLimiter({ clock }), http: { count: 10_000, windowMs: 60_000 } }
  const admit = createAdmit({
    authenticator: { ...authenticator, authenticateErased: authenticator.authenticate },
    operators: { authenticate: () => Promise.reject(new CodedError('unauthenticated')) },
    limits: http,
    clientAddress,
  })
  const routes = createRouteTable()
  mountEvents(routes, { events: () => door.events, clientAddress }, admit)
  routes.mount(app)
  app.use(handleErrors(silentLogger))
  const clients: (SocketClient | EventClient)[] = []
  const connect = async (path = '/v1/ws', clientOptions?: SocketClientOptions): Promise<SocketClient> => {
    const client = await SocketClient.connect(`ws://127.0.0.1:${port}${path}`, clientOptions)
    clients.push(client)
    return client
  }
  const signIn = (userId: string, life = 600_000, projectRole: Principal['projectRole'] = null): string => {
    const token = `token-${tokens.size}-${userId}`
    const sessionId = `session-${userId}`
    const { id: projectId } = threads.project
    const who = { userId, projectId, sessionId, kind: 'visitor', name: null, projectRole } as const
    tokens.set(token, { ...who, expiresAt: clock.now() + life })
    return token
  }
  return {
    port,
    door,
    world,
    clock,
    bus,
    threads,
    live,
    heard,
    connect,
    signIn,
    /** Connects and says hello as that user. */
    async enter(userId: string, path?: string, clientOptions?: SocketClientOptions): Promise<SocketClient> {
      const client = await connect(path, clientOptions)
      await client.hello(signIn(userId))
      return client
    },
    /** Opens a stream of events as that user. */
    async stream(userId: string, wish: EventWish = {}, clientOptions: EventClientOptions = {}): Promise<EventClient> {
      const client = await EventClient.open(`http://127.0.0.1:${port}`, signIn(userId), wish, clientOptions)
      clients.push(client)
      return client
    },
    /** From now on tokens cannot be looked up. */
    failStore(): void {
      storeFails = true
    },
    onCommand(handler: RunCommand): void {
      run = handler
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await door.close(0)
      for (const client of clients) await client[Symbol.asyncDispose]()
      if (!options.world) await bus.close()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
