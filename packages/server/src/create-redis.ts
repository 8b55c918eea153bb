import { deriveKeys } from './adapters/jose/secret-keys.ts'
import { createMemoryBreaker } from './adapters/memory/memory-breaker.ts'
import { createMemoryRateLimiter } from './adapters/memory/memory-rate-limiter.ts'
import { createRedisBreaker } from './adapters/redis/redis-breaker.ts'
import { openRedisBus } from './adapters/redis/redis-bus.ts'
import { createRedisLeases } from './adapters/redis/redis-leases.ts'
import { openRedisLink } from './adapters/redis/redis-link.ts'
import { openRedisChannels } from './adapters/redis/redis-link-channels.ts'
import { createRedisLog } from './adapters/redis/redis-log.ts'
import { createMembership } from './adapters/redis/redis-membership.ts'
import { createRedisPresence } from './adapters/redis/redis-presence.ts'
import { createRedisQuotas } from './adapters/redis/redis-quotas.ts'
import { closedRateLimiter, createRedisRateLimiter } from './adapters/redis/redis-rate-limiter.ts'
import type { Config } from './config/load-config.ts'
import type { Breaker } from './ports/breaker.ts'
import type { Bus } from './ports/bus.ts'
import type { Clock } from './ports/clock.ts'
import type { GenerationLog } from './ports/generation-log.ts'
import type { Logger } from './ports/logger.ts'
import type { NodeLeases } from './ports/node-leases.ts'
import type { PresenceBoard } from './ports/presence-board.ts'
import type { QuotaStore } from './ports/quota-store.ts'
import type { RateLimiter } from './ports/rate-limiter.ts'
import type { ReadinessCheck } from './telemetry/readiness.ts'

export interface SharingOptions {
  readonly config: Config
  /** This incarnation of the node. */
  readonly owner: string
  readonly secrets: readonly string[]
  readonly clock: Clock
  readonly logger: Logger
}

/** What nodes have together through Redis (RT14). The bus is the caller's to close. */
export interface Shared {
  readonly bus: Bus
  readonly log: GenerationLog
  readonly leases: NodeLeases
  readonly presence: PresenceBoard
  readonly limiter: RateLimiter
  /** Shares what `own` decides alone while Redis is away. */
  breaker(own: Parameters<typeof createMemoryBreaker>[0]): Breaker
  /** In front of the store's own counters. */
  quotas(book: QuotaStore): QuotaStore
  readonly check: ReadinessCheck
  /** Shows this node to the others, later where Redis is out of reach. @throws as `Membership.join` does */
  join(signal: AbortSignal): Promise<void>
}

/**
 * A node is gone when its lease has run out and was missing for as long again: three seconds after it fell silent, so
 * that readers are told within a fourth (RT5).
 */
const leaseTimes = { leaseMs: 1_500, renewMs: 500 } as const

/** Null where no Redis is configured: this is the only node. @throws CodedError for what no waiting mends, with the remedy */
export const createShared = async (options: SharingOptions, parts: AsyncDisposableStack): Promise<Shared | null> => {
  const { config, owner, secrets, clock, logger } = options
  if (config.REDIS_URL === null) return null
  const place = { urls: config.REDIS_URL, prefix: config.REDIS_PREFIX, clock, logger }
  const link = parts.adopt(await openRedisLink(place), opened => opened.close())
  const channels = parts.adopt(await openRedisChannels(place), opened => opened.close())
  const given = { link, clock, logger }
  const onError = (error: unknown): void => logger.error({ err: error }, 'a listener of the bus failed')
  const bus = await openRedisBus({ link, channels, logger, onError })
  const keyNames = secrets.map(secret => deriveKeys(secret).kid)
  const membership = parts.adopt(createMembership({ ...given, owner, keyNames }), joined => joined.leave())
  const standIn = config.RATE_LIMIT_FAIL === 'closed' ? closedRateLimiter : createMemoryRateLimiter({ clock })
  return {
    bus,
    log: parts.adopt(createRedisLog({ link, channels }), opened => opened.close()),
    leases: createRedisLeases({ ...given, owner, ...leaseTimes }),
    presence: createRedisPresence({ link, node: owner, logger }),
    limiter: createRedisRateLimiter({ ...given, standIn }),
    breaker: own => createRedisBreaker({ ...own, ...given, standIn: createMemoryBreaker(own) }),
    quotas: book => createRedisQuotas({ ...given, book }),
    check: { name: 'redis', vital: false, look: () => link.check() },
    join: signal => membership.join(signal),
  }
}
