import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import type { StartedRedis } from '../../testing/start-redis.ts'
import { openRedisLink } from './redis-link.ts'
import { createMembership, type Membership } from './redis-membership.ts'

const clock = { now: () => Date.now(), monotonic: () => performance.now() }
const never = new AbortController().signal

/** What holds on one Redis as in a cluster. */
const everywhere = (redis: () => StartedRedis): void => {
  const installation = async () => {
    const parts = new AsyncDisposableStack()
    const prefix = `t-${randomUUID().slice(0, 8)}`
    const node = async (keyNames: readonly string[], cardMs = 60_000): Promise<Membership> => {
      const link = await openRedisLink({ urls: redis().urls, prefix, logger: silentLogger, clock })
      parts.adopt(link, opened => opened.close())
      const owner = randomUUID()
      const made = createMembership({ link, owner, keyNames, clock, logger: silentLogger, cardMs })
      return parts.adopt(made, joined => joined.leave())
    }
    return Object.assign(parts, { node })
  }

  it('RT14 nodes with the same keys join, also while one key takes the place of another', async () => {
    await using nodes = await installation()
    await (await nodes.node(['old'])).join(never)
    await (await nodes.node(['old', 'new'])).join(never)
    await using later = await installation()
    await (await later.node(['old', 'new'])).join(never)
    await (await later.node(['new', 'old'])).join(never)
  })

  it('RT14 a node whose signatures the others could not verify does not join, and leaves no trace', async () => {
    await using nodes = await installation()
    await (await nodes.node(['a'], 60_000)).join(never)
    const stranger = await nodes.node(['b'], 300)
    await expect(stranger.join(never)).rejects.toMatchObject({ code: 'state_conflict' })
    const halfway = await nodes.node(['b', 'a'], 300)
    await expect(halfway.join(never)).rejects.toMatchObject({ code: 'state_conflict' })
    await (await nodes.node(['a'])).join(never)
  })

  it('RT14 the card of a node that was killed falls by itself, and is waited for', async () => {
    await using nodes = await installation()
    const left = await nodes.node(['b'], 60_000)
    await left.join(never)
    const next = await nodes.node(['a'], 30_000)
    const joined = next.join(never)
    await left.leave()
    await joined
  })

  it('RT14 installations with prefixes of their own know nothing of each other', async () => {
    await using one = await installation()
    await using other = await installation()
    await (await one.node(['a'])).join(never)
    await (await other.node(['b'])).join(never)
  })

  it('RT15 a start that is given up does not wait for others', async () => {
    await using nodes = await installation()
    await (await nodes.node(['a'])).join(never)
    const stop = new AbortController()
    const joined = (await nodes.node(['b'], 30_000)).join(stop.signal)
    stop.abort()
    await expect(joined).rejects.toBeDefined()
  })
}

withRedis('nodes that share a Redis', everywhere)

withRedis('nodes that share a cluster', everywhere, { cluster: true })
