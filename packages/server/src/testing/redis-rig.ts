import { randomUUID } from 'node:crypto'
import { openRedisLink, type RedisLink, type RedisLinkOptions } from '../adapters/redis/redis-link.ts'
import { openRedisChannels, type RedisChannels } from '../adapters/redis/redis-link-channels.ts'
import { createRedisLog } from '../adapters/redis/redis-log.ts'
import { silentLogger } from './silent-logger.ts'

/** What one node has of Redis, under a prefix that nobody else uses. */
export interface RedisRig {
  readonly prefix: string
  readonly link: RedisLink
  readonly channels: RedisChannels
  readonly log: ReturnType<typeof createRedisLog>
  /** Closes all and opens it again, as a node that restarts does. */
  reopen(): Promise<RedisRig['log']>
  close(): Promise<void>
}

/** Milliseconds that answers may take on a busy machine. */
const patience = 15_000

/** Opens the way to Redis for a test, on the real clock. */
export const openRedisRig = async (
  urls: readonly string[],
  { prefix = `cv-${randomUUID()}`, timeoutMs = patience, ...more }: Partial<RedisLinkOptions> = {},
): Promise<RedisRig> => {
  const clock = { now: () => Date.now(), monotonic: () => performance.now() }
  const options: RedisLinkOptions = { logger: silentLogger, clock, ...more, urls, prefix, timeoutMs }
  const open = async () => {
    const link = await openRedisLink(options)
    const channels = await openRedisChannels(options)
    return { link, channels, log: createRedisLog({ link, channels }) }
  }
  let now = await open()
  const close = async (): Promise<void> => {
    await now.log.close()
    await Promise.all([now.link.close(), now.channels.close()])
  }
  return {
    prefix,
    get link() {
      return now.link
    },
    get channels() {
      return now.channels
    },
    get log() {
      return now.log
    },
    async reopen() {
      await close()
      now = await open()
      return now.log
    },
    close,
  }
}
