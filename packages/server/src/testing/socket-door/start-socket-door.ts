import { createServer } from 'node:http'
import { createMemoryBus } from '../../adapters/memory/memory-bus.ts'
import { createMemoryRateLimiter } from '../../adapters/memory/memory-rate-limiter.ts'
import type { Authenticator } from '../../ports/authenticator.ts'
import type { BusMessage } from '../../ports/bus.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { CommandBus, CommandContext } from '../../ports/command-bus.ts'
import type { Principal } from '../../ports/principal.ts'
import { createSocketDoor, type SocketDoorOptions } from '../../socket/create-socket-door.ts'
import { createFakeClock } from '../fake-clock.ts'
import { silentLogger } from '../silent-logger.ts'
import { SocketClient, type SocketClientOptions } from '../socket-client.ts'
import { FakeLive } from './fake-live.ts'
import { FakeThreads } from './fake-threads.ts'

export type RunCommand = (name: string, args: unknown, context: CommandContext) => Promise<unknown>

/** The real door on a real port, with everything behind it played by fakes, and time that stands still. */
export const startSocketDoor = async (
  options: Pick<SocketDoorOptions, 'settings' | 'metrics'> & Partial<Pick<SocketDoorOptions, 'limits'>> = {},
) => {
  const clock = createFakeClock()
  const bus = createMemoryBus()
  const threads = new FakeThreads(bus)
  const live = new FakeLive()
  const heard: BusMessage[] = []
  bus.subscribe(message => heard.push(message))
  const tokens = new Map<string, Principal>()
  let storeFails = false
  let run: RunCommand = async (name, args) => ({ name, args })
  const commands: CommandBus = { run: (name, args, context) => run(name, args, context) }
  const authenticator: Authenticator = {
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
  const server = createServer((_request, response) => response.end())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
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
    logger: silentLogger,
    clientAddress: request => request.socket.remoteAddress ?? '',
    ...(options.metrics ? { metrics: options.metrics } : {}),
    settings: { tickMs: 2, closeTimeoutMs: 200, ...options.settings },
  })
  const clients: SocketClient[] = []
  const connect = async (path = '/v1/ws', clientOptions?: SocketClientOptions): Promise<SocketClient> => {
    const client = await SocketClient.connect(`ws://127.0.0.1:${port}${path}`, clientOptions)
    clients.push(client)
    return client
  }
  const signIn = (userId: string, life = 600_000): string => {
    const token = `token-${tokens.size}-${userId}`
    const sessionId = `session-${userId}`
    const { id: projectId } = threads.project
    tokens.set(token, { userId, projectId, sessionId, kind: 'visitor', name: null, expiresAt: clock.now() + life })
    return token
  }
  return {
    port,
    door,
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
      await bus.close()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
