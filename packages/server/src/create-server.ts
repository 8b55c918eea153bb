import { createCipher } from './adapters/jose/cipher.ts'
import { createSigner } from './adapters/jose/signer.ts'
import { createTokens } from './adapters/jose/tokens.ts'
import { createMemoryBus } from './adapters/memory/memory-bus.ts'
import { uuids } from './adapters/uuid/uuids.ts'
import { absentParts } from './config/absent-parts.ts'
import { isEmbedded, openDataFolder } from './config/data-folder.ts'
import type { Config } from './config/load-config.ts'
import { listeningUrl } from './config/public-origins.ts'
import { keptSecretKey } from './config/secret-key.ts'
import { createAnswering } from './create-answering.ts'
import { createDelivery, createUpkeep } from './create-background.ts'
import { createDoors } from './create-doors.ts'
import { createShared } from './create-redis.ts'
import { createStorage } from './create-storage.ts'
import { createTracing } from './create-tracing.ts'
import { createWebhookParts } from './create-webhooks.ts'
import { demoProjectKey, ensureDemoProject } from './domain/ensure-demo-project.ts'
import { createProjects } from './domain/projects.ts'
import { watchLoopDelay } from './generation/loop-delay.ts'
import { listen } from './http/listen.ts'
import { stopListening } from './http/stop-listening.ts'
import type { Clock } from './ports/clock.ts'
import type { Logger } from './ports/logger.ts'
import type { Provider } from './ports/provider.ts'
import type { ServerTool } from './ports/server-tool.ts'
import { StartUp } from './start-up.ts'
import { countBus } from './telemetry/count-bus.ts'
import { createMetrics } from './telemetry/metrics.ts'
import { systemClock } from './telemetry/system-clock.ts'

export interface ServerOptions {
  readonly logger: Logger
  readonly clock?: Clock
  /** Instead of the provider that the configuration names; for tests. */
  readonly provider?: Provider
  /** What the model may call besides the built-in tools, where a project’s settings name it (AI10). */
  readonly tools?: readonly ServerTool[]
}

export interface RunningServer {
  /** Where it listens. */
  readonly url: string
  readonly port: number
  /** Its page to try it on; null where the demo project is not there, or disabled. */
  readonly page: string | null
  /** The store is not there yet: it answers, `/ready` says so, and it goes on by itself as soon as it can. */
  readonly waiting: boolean
  /** Settles once it can do all that it is for. */
  readonly begun: Promise<void>
  /** Settles only when it can't go on: its place was taken, or the store turned out to be none for it. */
  readonly failure: Promise<unknown>
  /** What it runs without, in words. */
  readonly absent: readonly string[]
  /** Stops gracefully: running answers get `SHUTDOWN_GRACE`, and nothing is left of it afterwards (RT15). */
  close(): Promise<void>
}

/**
 * Puts a server together and starts it: the only place that chooses adapters.
 * @throws ConfigError and CodedError naming what is wrong and the remedy
 */
export const createServer = async (config: Config, options: ServerOptions): Promise<RunningServer> => {
  const { logger, clock = systemClock } = options
  await using parts = new AsyncDisposableStack()
  const absent = absentParts(config)
  const data = openDataFolder(config)
  const secrets = config.SECRET_KEY ?? keptSecretKey(data.secret)
  const tokens = createTokens({ secrets, accessTtlMs: config.ACCESS_TOKEN_TTL, clock })
  const signer = createSigner(secrets)
  const failure = Promise.withResolvers<unknown>()
  const owner = uuids.make()
  const metrics = createMetrics()
  const tracing = await createTracing({ config, node: owner, clock, logger }, parts)
  const shared = await createShared({ config, owner, secrets, clock, logger }, parts)
  const storage = await createStorage({ config, data, clock, logger, lost: failure.resolve, shared }, parts)
  const { store } = storage
  const plainBus = shared?.bus ?? createMemoryBus(error => logger.error({ err: error }, 'a listener of the bus failed'))
  const bus = parts.adopt(countBus(metrics, plainBus), made => made.close())
  // The command line writes to the same file: its changes are seen within a second.
  const hasBegun = (): boolean => startUp.hasBegun
  const projects = parts.adopt(createProjects({ store, bus, clock, hasBegun, ttlMs: 1_000 }), made => made.close())
  const alone = shared === null
  const delivery = createDelivery({ storage, bus, clock, logger, metrics, tracing, worker: owner, alone })
  const { jobs, announcer } = delivery
  const dispatcher = parts.adopt(delivery.dispatcher, made => made.stop())
  parts.adopt(jobs, made => made.stop(0))
  const loopDelay = parts.adopt(watchLoopDelay(), watch => watch.stop())
  const cipher = createCipher(secrets)
  const given = { config, clock, logger }
  const webhooks = createWebhookParts({ ...given, store, cipher, jobs, ids: uuids, metrics })
  const answering = await createAnswering(
    {
      ...given,
      storage,
      shared,
      cipher,
      projects,
      provider: options.provider,
      tools: options.tools ?? [],
      bus,
      announcer,
      jobs,
      quotaObservers: [webhooks.quotas],
      metrics,
      tracing,
      loopDelay,
      owner,
    },
    parts,
  )
  const { generations, spending, summaries, wording } = answering
  const own = { ...given, storage, signer, bus, ids: uuids }
  const erasures = createUpkeep({
    ...own,
    ...delivery,
    quota: spending.job,
    summaries,
    wording,
    webhooks: webhooks.job,
    answers: generations,
  })

  let stopping = false
  const listeningOn = { port: config.PORT }
  const { server, door, commands } = createDoors(
    {
      ...own,
      shared,
      tokens,
      projects,
      jobs,
      announcer,
      erasures,
      cipher,
      answering,
      webhooks: webhooks.webhooks,
      metrics,
      tracing,
      loopDelay,
      absent,
      startCheck: signal => startUp.check.look(signal),
      stopping: () => stopping,
      port: () => listeningOn.port,
    },
    parts,
  )

  const startUp = parts.adopt(
    new StartUp({
      waits: !isEmbedded(config.DATABASE_URL),
      logger,
      async steps(signal) {
        await storage.ready(signal)
        await shared?.join(signal)
        await ensureDemoProject(store, uuids.make(), clock.now())
        const recovered = await generations.recover()
        logger.info({ ...recovered }, 'recovered')
        dispatcher.start()
        await jobs.start()
      },
    }),
    begun => begun.stop(),
  )
  startUp.done.catch(failure.resolve)
  const isReady = await (isEmbedded(config.DATABASE_URL) ? startUp.done.then(() => true) : startUp.within(10_000))
  const listening = await listen(server, config.HOST, config.PORT)
  const { port } = listening
  listeningOn.port = port
  const demo = isReady && (await projects.find(demoProjectKey))?.enabled

  const running = parts.move()
  const url = listeningUrl(config, port)
  const stop = async (): Promise<void> => {
    stopping = true
    const grace = config.SHUTDOWN_GRACE
    const doors = [stopListening(server, listening, grace), door.close(grace)]
    // A command that is under way may ask for an answer yet, also when its client has left.
    const settled = Promise.allSettled(doors).then(() => commands.settled())
    const ended = Promise.all([...doors, generations.drain(grace, settled), jobs.stop(grace)])
    await ended.finally(() => running.disposeAsync())
  }
  let stopped: Promise<void> | undefined
  return {
    url,
    port,
    page: demo ? `${url}/` : null,
    waiting: !isReady,
    begun: startUp.done,
    absent,
    failure: failure.promise,
    close: () => {
      stopped ??= stop()
      return stopped
    },
  }
}
