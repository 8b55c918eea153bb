import { randomUUID } from 'node:crypto'
import { createMemoryBreaker } from '../adapters/memory/memory-breaker.ts'
import { openRedisBus } from '../adapters/redis/redis-bus.ts'
import { createRedisLeases } from '../adapters/redis/redis-leases.ts'
import { createTokenCounter } from '../adapters/tiktoken/create-token-counter.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { loadModels } from '../config/models/load-models.ts'
import { newProject } from '../domain/new-project.ts'
import { createBudgetedContext } from '../generation/budgeted-context.ts'
import { createGenerations, type Generations } from '../generation/create-generations.ts'
import { defaultGenerationSettings } from '../generation/generation-settings.ts'
import type { LiveReader } from '../ports/live-answers.ts'
import type { LeaseState } from '../ports/node-leases.ts'
import type { Store } from '../ports/store.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import { fixedProviders } from './fixed-providers.ts'
import { openStoreAt } from './open-store-at.ts'
import { openRedisRig } from './redis-rig.ts'
import { createScriptedProvider, type ProviderScript, type ScriptedProvider } from './scripted-provider.ts'
import { silentLogger } from './silent-logger.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

/** One node of several, on a real database and a real Redis, with a way to it that can be cut and stalled. */
export interface SharedNode {
  readonly name: string
  readonly store: Store
  readonly generations: Generations
  readonly provider: ScriptedProvider
  /** Between it and Redis. */
  readonly way: TcpProxy
  /** How its lease stands. */
  readonly lease: () => LeaseState
  follow(threadId: string, reader: LiveReader): void
  /** As a kill does: nothing of it is given up, and nothing of it goes on. */
  abandon(): Promise<void>
  close(): Promise<void>
}

export interface SharedNodeOptions {
  readonly name: string
  readonly mongoUrl: string
  readonly redisUrl: string
  readonly prefix: string
  readonly script: ProviderScript
}

/** Milliseconds for which a lease holds. */
export const leaseMs = 3_000

/** Milliseconds after which Redis counts as away, and between two renewals. */
const [timeoutMs, renewMs] = [1_000, 500]

const models = loadModels({ AI_MODELS_FILE: null })
const counter = createTokenCounter({ clock: systemClock, logger: silentLogger })

export const startSharedNode = async (options: SharedNodeOptions): Promise<SharedNode> => {
  const { name: owner, mongoUrl, redisUrl, prefix, script } = options
  const address = new URL(redisUrl)
  const way = await startTcpProxy(Number(address.port))
  address.port = String(way.port)
  const redis = await openRedisRig([address.href], { prefix, timeoutMs })
  const { link, channels } = redis
  const bus = await openRedisBus({ link, channels, logger: silentLogger })
  const leases = createRedisLeases({ link, owner, clock: systemClock, logger: silentLogger, leaseMs, renewMs })
  const store = await openStoreAt(mongoUrl)
  const provider = createScriptedProvider(script)
  const generations = createGenerations({
    store,
    log: redis.log,
    bus,
    announcer: {
      announce(changes) {
        for (const { thread, seq } of changes) bus.publish({ kind: 'thread', thread, seq })
      },
    },
    providers: fixedProviders(provider),
    breaker: createMemoryBreaker({ clock: systemClock }),
    context: createBudgetedContext({ store, models, counter }),
    clock: systemClock,
    logger: silentLogger,
    loopDelay: { now: () => 0, stop() {} },
    owner,
    leases,
    settings: { ...defaultGenerationSettings, windowMs: 10, sweepMs: 1_000 },
  })
  await generations.recover()

  const close = async (): Promise<void> => {
    await generations.close()
    await bus.close()
    await redis.close()
    await store.close()
    await way.close()
  }
  return {
    name: owner,
    store,
    generations,
    provider,
    way,
    lease: () => leases.state,
    follow(threadId, reader) {
      generations.follow(threadId, reader, [])
    },
    async abandon() {
      way.setMode('refuse')
      way.drop()
      await close()
    },
    close,
  }
}

/** A thread with a question, and the answer that it asks of a node. */
export const askShared = async ({ name: owner, store, generations }: SharedNode, generationId = uuids.make()) => {
  const at = Date.now()
  const project = await store.createProject(newProject({ name: 'Shop' }, uuids.make(), at))
  const [userId, threadId, messageId] = [uuids.make(), uuids.make(), uuids.make()]
  const session = {
    id: uuids.make(),
    userId,
    projectId: project.id,
    createdAt: at,
    expiresAt: at + 60_000,
    revokedAt: null,
  }
  const kind = 'visitor' as const
  await store.createVisitor(
    { id: userId, projectId: project.id, kind, externalId: null, name: null, createdAt: at },
    session,
  )
  await store.createThread({
    id: threadId,
    projectId: project.id,
    ownerId: userId,
    title: null,
    message: { id: uuids.make(), authorId: userId, text: 'Why is the sky blue?' },
    answer: { messageId, generationId, owner, provider: 'scripted', model: 'model' },
    at,
  })
  return { threadId, messageId, generationId, begin: () => generations.begin(generationId) }
}

/** A prefix that no other test uses. */
export const newPrefix = (): string => `cv-${randomUUID()}`
