import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http'
import { makeSigningKey } from './adapters/jose/make-signing-key.ts'
import { createMemoryRateLimiter } from './adapters/memory/memory-rate-limiter.ts'
import { type CommandObserver, createCommandBus, type OwnCommandBus } from './commands/create-command-bus.ts'
import type { Config } from './config/load-config.ts'
import { isPrivateHost, ownOrigins } from './config/public-origins.ts'
import type { Answering } from './create-answering.ts'
import type { Shared } from './create-redis.ts'
import type { Storage } from './create-storage.ts'
import type { Tracing } from './create-tracing.ts'
import { createAuthenticator } from './domain/authenticator.ts'
import { demoProjectKey } from './domain/ensure-demo-project.ts'
import { createOperators } from './domain/operators.ts'
import { allOf } from './domain/project-rates.ts'
import type { Projects } from './domain/projects.ts'
import { createReads } from './domain/reads.ts'
import { createSessions } from './domain/sessions.ts'
import { defaultGenerationSettings } from './generation/generation-settings.ts'
import type { LoopDelay } from './generation/loop-delay.ts'
import { createClientAddress } from './http/client-address.ts'
import { createHttpApp, type HttpAppOptions } from './http/create-http-app.ts'
import type { Announcer } from './ports/announcer.ts'
import type { Bus } from './ports/bus.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import type { Jobs } from './ports/jobs.ts'
import type { Logger } from './ports/logger.ts'
import type { Tokens } from './ports/tokens.ts'
import { createSocketDoor, type SocketDoor } from './socket/create-socket-door.ts'
import { breakerCheck } from './telemetry/breaker-check.ts'
import { countCommands } from './telemetry/count-commands.ts'
import { countSockets } from './telemetry/count-sockets.ts'
import { jobsCheck } from './telemetry/jobs-check.ts'
import { loopCheck } from './telemetry/loop-check.ts'
import { measureBreakers } from './telemetry/measure-breakers.ts'
import { measureJobs } from './telemetry/measure-jobs.ts'
import { measureOutbox } from './telemetry/measure-outbox.ts'
import { measureParts } from './telemetry/measure-parts.ts'
import type { Metrics } from './telemetry/metrics.ts'
import { createReadiness } from './telemetry/readiness.ts'
import { toldTogether } from './telemetry/told-together.ts'
import { traceIdFrom } from './telemetry/trace-id.ts'
import { widgetFolder } from './widget-folder.ts'

export interface DoorsOptions extends Pick<HttpAppOptions, 'erasures' | 'webhooks' | 'stopping' | 'cipher'> {
  readonly config: Config
  readonly storage: Storage
  /** What nodes have together; null: this is the only one. */
  readonly shared: Shared | null
  readonly bus: Bus
  readonly tokens: Tokens
  readonly projects: Projects
  readonly jobs: Jobs
  readonly announcer: Announcer
  readonly answering: Answering
  readonly ids: Ids
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** Absent: nobody takes traces. */
  readonly tracing?: Tracing | undefined
  readonly loopDelay: LoopDelay
  /** What it runs without, in words. */
  readonly absent: readonly string[]
  /** Whether it has begun, for `/ready`. */
  readonly startCheck: (signal: AbortSignal) => Promise<void>
  /** On which it listens, once it does. */
  readonly port: () => number
}

/** REST and socket: two doors to one room. */
export interface Doors {
  readonly server: Server
  readonly door: SocketDoor
  /** The room behind both. */
  readonly commands: OwnCommandBus
}

export const createDoors = (options: DoorsOptions, parts: AsyncDisposableStack): Doors => {
  const { config, storage, shared, bus, tokens, projects, jobs, announcer, answering, ids, clock, logger, metrics } =
    options
  const { erasures, webhooks, loopDelay, absent, startCheck, stopping, tracing } = options
  const { store, log } = storage
  const { generations, spending, summaries, providerKeys, breaker } = answering
  const ownLimiter = createMemoryRateLimiter({ clock })
  const limiter = shared?.limiter ?? ownLimiter
  const commands = createCommandBus({
    store,
    answers: generations,
    announcer,
    bus,
    tokens,
    clock,
    ids,
    logger,
    projects,
    spending: spending.spending,
    summarise: summaries.ask,
    sendLimit: { limiter, rule: config.RATE_LIMIT_SEND },
    observe: toldTogether<Parameters<CommandObserver>>(countCommands(metrics), tracing?.commands),
  })
  const reads = createReads({ store, live: generations, tokens, clock })
  const origins = (): string[] => ownOrigins(config, options.port())
  const authenticator = createAuthenticator({ tokens, store, projects, clock, ownOrigins: origins })
  const sessions = createSessions({
    store,
    projects,
    tokens,
    authenticator,
    ids,
    clock,
    accessTtlMs: config.ACCESS_TOKEN_TTL,
  })
  const clientAddress = createClientAddress(config.TRUST_PROXY)
  const ready = createReadiness(
    [
      { name: 'start', vital: true, look: startCheck },
      { name: 'store', vital: true, look: signal => store.check(signal) },
      // Where Redis keeps it, everything durable goes on without it (RT14).
      { name: 'live log', vital: shared === null, look: () => log.check() },
      jobsCheck(jobs),
      breakerCheck(breaker),
      ...(shared ? [shared.check] : []),
      loopCheck(loopDelay, defaultGenerationSettings.maxLoopDelayMs),
    ],
    absent,
  )
  const app = createHttpApp({
    store,
    bus,
    ids,
    clock,
    logger,
    commands,
    reads,
    sessions,
    authenticator,
    erasures,
    usage: spending.usage,
    jobs,
    tokens,
    projects,
    operators: createOperators(store),
    makeSigningKey,
    providerKeys,
    webhooks,
    contexts: store,
    requests: store,
    cipher: options.cipher,
    verdicts: store,
    limits: {
      limiter,
      own: ownLimiter,
      http: config.RATE_LIMIT_HTTP,
      events: config.RATE_LIMIT_SOCKET,
      onLimited: what => metrics.limited.inc({ limit: `http-${what}` }),
    },
    clientAddress,
    events: () => door.events,
    traceIdFrom,
    publicUrl: config.PUBLIC_URL,
    widgetFolder: widgetFolder(),
    demoProject: async () => (await projects.find(demoProjectKey))?.key ?? null,
    ready,
    metrics: async () => {
      metrics.running.set(generations.stats().running)
      await measureParts(metrics, ready)
      measureJobs(metrics, jobs)
      await measureOutbox({ metrics, store, clock })
      await measureBreakers(metrics, breaker)
      return { type: metrics.registry.contentType, text: await metrics.registry.metrics() }
    },
    openMetrics: isPrivateHost(config.HOST),
    stopping,
    observe: toldTogether(
      (operation, status, seconds) => metrics.requests.observe({ operation, status }, seconds),
      tracing?.requests,
    ),
  })
  // Offers of other protocols, as HTTP/2 in clear text, are passed over: such requests are answered as they stand.
  const shouldUpgradeCallback = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket'
  const server = createHttpServer({ shouldUpgradeCallback }, app)
  const rule = config.RATE_LIMIT_SOCKET
  const ofProject = allOf('socket', rule)
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
      presence: shared?.presence,
      limits: limiter,
      clock,
      logger,
      settings: {
        heartbeatMs: config.HEARTBEAT_INTERVAL,
        limits: {
          connect: { address: rule, project: ofProject },
          frames: { address: rule, user: rule, project: ofProject },
          subscribe: { user: rule, project: ofProject },
        },
      },
    }),
    opened => opened.close(0),
  )
  return { server, door, commands }
}
