import type { RedisConnection } from './connect-redis.ts'
import { redisTarget } from './connect-target.ts'
import type { RedisLinkOptions } from './redis-link.ts'
import { AddressRoutes } from './redis-link-address.ts'
import { admitLone, admitMember, probeOf } from './redis-link-admit.ts'
import { ClusterRoutes } from './redis-link-cluster.ts'
import { unusable } from './redis-link-fault.ts'
import { RedisNode } from './redis-link-node.ts'
import { usualTimeout } from './redis-link-pause.ts'
import type { RedisRoutes } from './redis-link-routes.ts'

export interface RouteHooks {
  /** Told after each change of the state. */
  readonly changed: () => void
  readonly channelMoved?: (channel: string) => void
  /** Looks once at each new connection for what it is made for. @throws as an admission does */
  readonly prove?: (connection: RedisConnection) => Promise<void>
}

/** Connections of their own: to a single Redis, or to the members of a cluster. @throws store_unavailable for what is no address */
export const openRoutes = (
  { urls, prefix, clock, timeoutMs = usualTimeout }: RedisLinkOptions,
  hooks: RouteHooks,
): RedisRoutes => {
  const [first, ...more] = urls.map(redisTarget)
  if (first === undefined) throw unusable('REDIS_URL names no address', 'redis://<host>:<port>.')
  const probe = probeOf(prefix)
  const openCluster = (): RedisRoutes =>
    new ClusterRoutes({ seeds: [first, ...more], clock, timeoutMs, admit: admitMember(probe), ...hooks })
  if (more.length > 0) return openCluster()
  const openLone = (isMember: () => void): RedisNode =>
    new RedisNode({ target: first, clock, timeoutMs, admit: admitLone(probe, isMember), ...hooks })
  return new AddressRoutes({ openLone, openCluster })
}
