import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { createDemoProvider } from './adapters/demo/create-demo-provider.ts'
import { makeSigningKey } from './adapters/jose/make-signing-key.ts'
import { createTokens } from './adapters/jose/tokens.ts'
import { createMemoryBus } from './adapters/memory/memory-bus.ts'
import { createMemoryRateLimiter } from './adapters/memory/memory-rate-limiter.ts'
import { createOpenAIProvider } from './adapters/openai/create-openai-provider.ts'
import { takeDataLock } from './adapters/sqlite/data-lock.ts'
import { openLiveLog } from './adapters/sqlite/live-log.ts'
import { openSqliteStore } from './adapters/sqlite/open-sqlite-store.ts'
import { uuids } from './adapters/uuid/uuids.ts'
import { createCommandBus } from './commands/create-command-bus.ts'
import { absentParts } from './config/absent-parts.ts'
import { openDataFolder } from './config/data-folder.ts'
import type { Config } from './config/load-config.ts'
import { providerTimeouts } from './config/provider-timeouts.ts'
import { isPrivateHost, listeningUrl, ownOrigins } from './config/public-origins.ts'
import { keptSecretKey } from './config/secret-key.ts'
import { createAnnouncer } from './domain/announce.ts'
import { createAuthenticator } from './domain/authenticator.ts'
import { demoProjectKey, ensureDemoProject } from './domain/ensure-demo-project.ts'
import { createOperators } from './domain/operators.ts'
import { createDispatcher } from './domain/outbox/dispatcher.ts'
import { createProjects } from './domain/projects.ts'
import { createReads } from './domain/reads.ts'
import { createSessions } from './domain/sessions.ts'
import { createGenerations } from './generation/create-generations.ts'
import { defaultGenerationSettings } from './generation/generation-settings.ts'
import { watchLoopDelay } from './generation/loop-delay.ts'
import { createRecentMessagesContext } from './generation/recent-messages-context.ts'
import { createClientAddress } from './http/client-address.ts'
import { createHttpApp } from './http/create-http-app.ts'
import { listen } from './http/listen.ts'
import { stopListening } from './http/stop-listening.ts'
import type { Clock } from './ports/clock.ts'
import type { Logger } from './ports/logger.ts'
import type { Provider } from './ports/provider.ts'
import { createSocketDoor } from './socket/create-socket-door.ts'
import { countGenerations } from './telemetry/count-generations.ts'
import { countSockets } from './telemetry/count-sockets.ts'
import { loopCheck } from './telemetry/loop-check.ts'
import { createMetrics } from './telemetry/metrics.ts'
import { createReadiness } from './telemetry/readiness.ts'
import { systemClock } from './telemetry/system-clock.ts'
import { traceIdFrom } from './telemetry/trace-id.ts'
import { widgetFolder } from './widget-folder.ts'

export interface ServerOptions {
  readonly logger: Logger
  readonly clock?: Clock
  /** Instead of the provider that the configuration names; for tests. */
  readonly provider?: Provider
}

export interface RunningServer {
  /** Where it listens. */
  readonly url: string
  readonly port: number
  /** Its page to try it on; null where the demo project is not there, or disabled. */
  readonly page: string | null
  /** What it runs without, in words. */
  readonly absent: readonly string[]
  /** Stops gracefully: running answers get `SHUTDOWN_GRACE`, and nothing is left of it afterwards (RT15). */
  close(): Promise<void>
}

/** Of the official service, where `AI_MODEL` names none. */
const usualModel = 'gpt-5-mini'

const providerOf = (config: Config): Provider =>
  config.AI_PROVIDER === 'openai'
    ? createOpenAIProvider({
        apiKey: config.OPENAI_API_KEY,
        baseURL: config.OPENAI_BASE_URL ?? undefined,
        model: config.AI_MODEL ?? usualModel,
      })
    : createDemoProvider()

/**
 * Puts a server together and starts it: the only place that chooses adapters.
 * @throws ConfigError and CodedError naming what is wrong and the remedy
 */
export const createServer = async (config: Config, options: ServerOptions): Promise<RunningServer> => {
  const { logger, clock = systemClock, provider = providerOf(config) } = options
  await using parts = new AsyncDisposableStack()
  const absent = absentParts(config)
  const metrics = createMetrics()
  const data = openDataFolder(config.DATABASE_URL)
  const tokens = createTokens({
    secrets: config.SECRET_KEY ?? keptSecretKey(data.secret),
    accessTtlMs: config.ACCESS_TOKEN_TTL,
    clock,
  })

  parts.adopt(await takeDataLock(data.lock), held => held.release())
  const store = parts.adopt(await openSqliteStore({ path: data.database, logger }), opened => opened.close())
  const log = parts.adopt(await openLiveLog({ path: data.live }), opened => opened.close())
  const bus = parts.adopt(
    createMemoryBus(error => logger.error({ err: error }, 'a listener of the bus failed')),
    made => made.close(),
  )
  // The command line writes to the same file: its changes are seen within a second.
  const projects = parts.adopt(createProjects({ store, bus, clock, ttlMs: 1_000 }), made => made.close())
  const dispatcher = parts.adopt(createDispatcher({ store, bus, clock, logger }), made => made.stop())
  const announcer = createAnnouncer(bus, dispatcher)
  const loopDelay = parts.adopt(watchLoopDelay(), watch => watch.stop())
  const generations = parts.adopt(
    createGenerations({
      store,
      log,
      bus,
      announcer,
      providers: new Map([[provider.name, provider]]),
      context: createRecentMessagesContext({ store, maxTokens: config.AI_MAX_TOKENS }),
      clock,
      logger,
      loopDelay,
      owner: uuids.make(),
      observer: countGenerations(metrics),
      settings: {
        ...defaultGenerationSettings,
        provider: provider.name,
        model: config.AI_MODEL,
        maxRunning: config.AI_MAX_RUNNING,
        timeouts: providerTimeouts(config),
      },
    }),
    made => made.close(),
  )

  const limiter = createMemoryRateLimiter({ clock })
  const commands = createCommandBus({
    store,
    answers: generations,
    announcer,
    clock,
    ids: uuids,
    logger,
    projects,
    sendLimit: { limiter, rule: config.RATE_LIMIT_SEND },
    observe: (command, code, seconds) => metrics.commands.observe({ command, code }, seconds),
  })
  const reads = createReads({ store, live: generations, tokens, clock })
  let port = config.PORT
  const origins = (): string[] => ownOrigins(config, port)
  const authenticator = createAuthenticator({ tokens, store, projects, clock, ownOrigins: origins })
  const sessions = createSessions({
    store,
    projects,
    tokens,
    authenticator,
    ids: uuids,
    clock,
    accessTtlMs: config.ACCESS_TOKEN_TTL,
  })
  const clientAddress = createClientAddress(config.TRUST_PROXY)
  let stopping = false

  const app = createHttpApp({
    store,
    bus,
    ids: uuids,
    clock,
    logger,
    commands,
    reads,
    sessions,
    authenticator,
    projects,
    operators: createOperators(store),
    makeSigningKey,
    limits: {
      limiter,
      http: config.RATE_LIMIT_HTTP,
      onLimited: what => metrics.limited.inc({ limit: `http-${what}` }),
    },
    clientAddress,
    traceIdFrom,
    publicUrl: config.PUBLIC_URL,
    widgetFolder: widgetFolder(),
    demoProject: async () => (await projects.find(demoProjectKey))?.key ?? null,
    ready: createReadiness(
      [
        { name: 'store', vital: true, look: signal => store.check(signal) },
        { name: 'live log', vital: true, look: () => log.check() },
        loopCheck(loopDelay, defaultGenerationSettings.maxLoopDelayMs),
      ],
      absent,
    ),
    metrics: async () => {
      metrics.running.set(generations.stats().running)
      return { type: metrics.registry.contentType, text: await metrics.registry.metrics() }
    },
    openMetrics: isPrivateHost(config.HOST),
    stopping: () => stopping,
    observe: (operation, status, seconds) => metrics.requests.observe({ operation, status }, seconds),
  })
  // Offers of other protocols, as HTTP/2 in clear text, are passed over: such requests are answered as they stand.
  const shouldUpgradeCallback = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket'
  const server = createHttpServer({ shouldUpgradeCallback }, app)
  const rule = config.RATE_LIMIT_SOCKET
  const door = parts.adopt(
    createSocketDoor({
      server,
      clientAddress,
      metrics: countSockets(metrics),
      authenticator,
      commands,
      reads,
      store,
      live: generations,
      bus,
      limits: limiter,
      clock,
      logger,
      settings: {
        heartbeatMs: config.HEARTBEAT_INTERVAL,
        limits: { connect: { address: rule }, frames: { address: rule, user: rule }, subscribe: { user: rule } },
      },
    }),
    opened => opened.close(0),
  )

  const demo = await ensureDemoProject(store, uuids.make(), clock.now())
  const recovered = await generations.recover()
  logger.info({ ...recovered }, 'recovered')
  dispatcher.start()
  port = await listen(server, config.HOST, config.PORT)

  const running = parts.move()
  const url = listeningUrl(config, port)
  const stop = async (): Promise<void> => {
    stopping = true
    const grace = config.SHUTDOWN_GRACE
    const ended = Promise.all([stopListening(server, grace), door.close(grace), generations.drain(grace)])
    await ended.finally(() => running.disposeAsync())
  }
  let stopped: Promise<void> | undefined
  return {
    url,
    port,
    page: demo && `${url}/`,
    absent,
    close: () => {
      stopped ??= stop()
      return stopped
    },
  }
}
