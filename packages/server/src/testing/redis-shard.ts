import { setTimeout as pause } from 'node:timers/promises'
import { slotCount, slotOf } from '../adapters/redis/redis-link-slot.ts'
import { clusterShards } from './redis-cluster.ts'
import { redisLaunchTimeout } from './redis-process.ts'
import type { StartedRedis } from './start-redis.ts'

/** A third of a cluster with replicas: who has its slots, and who follows. */
export interface RedisShard {
  /** Places among the members. */
  readonly primary: number
  readonly replica: number
  /** The replica hears no more of what is written, until the primary is started again. */
  stopReplication(): Promise<void>
  /**
   * Waits until the replica has taken over: by itself when it has missed its primary, or by an operator's word, with its
   * primary's consent or at once.
   */
  takenOver(how?: 'by itself' | 'as planned' | 'at once'): Promise<void>
  /** Starts the one that was killed again, if it was, and waits until one of the two follows the other. */
  mend(): Promise<void>
}

const roleOf = async ({ ask }: StartedRedis, member: number): Promise<string> => {
  const [role] = (await ask(['ROLE'], member)) as [string]
  return role
}

/** A planned change is given up after five seconds, so on a busy machine too; milliseconds. */
const planMs = 6_000

const until = async (isSo: () => Promise<boolean>, what: string): Promise<void> => {
  for (const end = performance.now() + redisLaunchTimeout; !(await isSo()); ) {
    if (performance.now() > end) throw new Error(what)
    await pause(50)
  }
}

/** A shard by its place among the three. */
const shardAt = async (redis: StartedRedis, first: number): Promise<RedisShard> => {
  const second = first + clusterShards
  const [primary, replica] = (await roleOf(redis, first)) === 'master' ? [first, second] : [second, first]
  return {
    primary,
    replica,
    async stopReplication() {
      await redis.ask(['ACL', 'SETUSER', 'default', '-psync', '-sync'], primary)
      await redis.ask(['CLIENT', 'KILL', 'TYPE', 'REPLICA'], primary)
    },
    async takenOver(how = 'by itself') {
      if (how === 'at once') await redis.ask(['CLUSTER', 'FAILOVER', 'TAKEOVER'], replica)
      let askedAt = Number.NEGATIVE_INFINITY
      await until(async () => {
        if ((await roleOf(redis, replica)) === 'master') return true
        if (how === 'as planned' && performance.now() - askedAt > planMs) {
          await redis.ask(['CLUSTER', 'FAILOVER'], replica)
          askedAt = performance.now()
        }
        return false
      }, 'the replica does not take over')
    },
    async mend() {
      redis.members[primary]?.start()
      await redis.ask(['ACL', 'SETUSER', 'default', '+psync', '+sync'], primary)
      const follows = async (member: number): Promise<boolean> => {
        const info = String(await redis.ask(['INFO', 'replication'], member))
        return info.includes('role:slave') && info.includes('master_link_status:up')
      }
      await until(async () => (await follows(primary)) || (await follows(replica)), 'neither of the two follows')
    },
  }
}

/** The shard that has the slot of a key, and another one, as long as no slot was moved between them. */
export const shardsOf = async (redis: StartedRedis, key: string): Promise<readonly [RedisShard, RedisShard]> => {
  const first = Math.floor(slotOf(key) / Math.ceil(slotCount / clusterShards))
  return Promise.all([shardAt(redis, first), shardAt(redis, (first + 1) % clusterShards)])
}
