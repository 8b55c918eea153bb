import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { type StartedRedis, startRedis } from '../../testing/start-redis.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
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

  it('SE1 a new key takes the place of the old one in three rounds, node by node, and all join at each step', async () => {
    await using nodes = await installation()
    const rounds = [['old'], ['old', 'new'], ['new', 'old'], ['new']]
    const running: Membership[] = []
    for (const keys of rounds)
      for (const at of [0, 1, 2]) {
        await running[at]?.leave()
        running[at] = await nodes.node(keys, 300)
        await running[at].join(never)
      }
  })

  it('SE1 a new key that comes first at once is refused, and the order is told', async () => {
    await using nodes = await installation()
    await (await nodes.node(['old'])).join(never)
    await expect((await nodes.node(['new', 'old'], 300)).join(never)).rejects.toMatchObject({
      code: 'state_conflict',
      detail: expect.stringContaining('behind the old one on all nodes first'),
    })
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

withRedis('a node whose Redis is away when it starts', redis => {
  const onWay = async () => {
    const parts = new AsyncDisposableStack()
    const way = parts.use(await startTcpProxy(redis().members[0]?.port ?? 0))
    const prefix = `t-${randomUUID().slice(0, 8)}`
    const cards = async (): Promise<number> => Number(await redis().ask(['ZCARD', `${prefix}:members:{all}`]))
    /** With cards that it shows for so long that none is shown again by itself. */
    const node = async (keyNames: readonly string[], urls: readonly string[], logger = createRecordingLogger()) => {
      const link = parts.adopt(await openRedisLink({ urls, prefix, logger, clock }), opened => opened.close())
      const owner = randomUUID()
      let asked = 0
      const { run } = link
      link.run = (...given) => Reflect.apply(run, link, given).finally(() => void asked++)
      const made = createMembership({ link, owner, keyNames, clock, logger, cardMs: 600_000 })
      return { member: parts.adopt(made, joined => joined.leave()), logger, asked: () => asked }
    }
    return Object.assign(parts, { way, cards, node, through: [`redis://127.0.0.1:${way.port}`] })
  }

  it('RT14 it begins, and joins with the first contact', async () => {
    await using rig = await onWay()
    rig.way.setMode('refuse')
    const { member } = await rig.node(['a'], rig.through)
    await member.join(never)
    expect(await rig.cards()).toBe(0)
    rig.way.setMode('pass')
    await expect.poll(rig.cards).toBe(1)
  })

  it('RT14 nodes that sign otherwise are met at the first contact, and told of', async () => {
    await using rig = await onWay()
    await (await rig.node(['b'], redis().urls)).member.join(never)
    rig.way.setMode('refuse')
    const { member, logger } = await rig.node(['a'], rig.through)
    await member.join(never)
    rig.way.setMode('pass')
    const strange = 'error: a node with another SECRET_KEY shares this Redis; one of the two must be stopped'
    await expect.poll(() => logger.told).toContain(strange)
  })

  it('RT14 one that has met nodes that sign otherwise does not begin because Redis went away then', async () => {
    await using rig = await onWay()
    await (await rig.node(['b'], redis().urls)).member.join(never)
    const { member, asked } = await rig.node(['a'], rig.through)
    const joined = member.join(never)
    joined.catch(() => {})
    await expect.poll(asked).toBeGreaterThan(0)
    rig.way.setMode('refuse')
    rig.way.drop()
    await expect(joined).rejects.toMatchObject({ code: 'store_unavailable', retryAfter: expect.any(Number) })
    await expect(member.join(never)).rejects.toMatchObject({ code: 'store_unavailable' })
  })

  it('RT14 one whose Redis is there and refuses waits for it, with its words', async () => {
    await using full = await startRedis({ args: ['--min-replicas-to-write', '1'] })
    await using rig = await onWay()
    const { member } = await rig.node(['a'], full.urls)
    await expect(member.join(never)).rejects.toThrow('fewer replicas follow than min-replicas-to-write wants')
  })
})
