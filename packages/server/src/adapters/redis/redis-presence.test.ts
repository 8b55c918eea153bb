import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import type { PresentPerson } from '../../ports/presence-board.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import type { StartedRedis } from '../../testing/start-redis.ts'
import { openRedisLink } from './redis-link.ts'
import { createRedisPresence } from './redis-presence.ts'

const clock = { now: () => Date.now(), monotonic: () => performance.now() }
const ada = { id: 'ada', name: 'Ada' }
const ben = { id: 'ben', name: null }

/** What holds on one Redis as in a cluster. */
const everywhere = (redis: () => StartedRedis): void => {
  const twoNodes = async (keptMs = 60_000) => {
    const prefix = `t-${randomUUID().slice(0, 8)}`
    const link = await openRedisLink({ urls: redis().urls, prefix, logger: silentLogger, clock })
    await vi.waitFor(() => expect(link.state.name).toBe('connected'))
    const board = (node: string) => {
      const { show } = createRedisPresence({ link, node, logger: silentLogger })
      return { show: (thread: string, people: readonly PresentPerson[]) => show(thread, people, keptMs) }
    }
    return { one: board('1'), two: board('2'), link, [Symbol.asyncDispose]: () => link.close() }
  }

  it('CV7 a node learns who is there on the others, each person once, and not of its own', async () => {
    await using nodes = await twoNodes()
    expect(await nodes.one.show('t', [ada])).toEqual([])
    expect(await nodes.two.show('t', [ada, ben])).toEqual([ada])
    expect(await nodes.one.show('t', [ada])).toEqual([ada, ben])
    expect(await nodes.one.show('other', [])).toEqual([])
  })

  it('CV7 who left is there no more, and nothing is kept of a thread that nobody follows', async () => {
    await using nodes = await twoNodes()
    await nodes.one.show('t', [ada])
    await nodes.two.show('t', [ben])
    await nodes.one.show('t', [])
    expect(await nodes.two.show('t', [])).toEqual([])
    expect(await nodes.link.command(nodes.link.key('presence', 't'), ['EXISTS', nodes.link.key('presence', 't')])).toBe(
      0,
    )
  })

  it('RT8 people of a node that died fall by themselves', async () => {
    await using nodes = await twoNodes(200)
    await nodes.one.show('t', [ada])
    expect(await nodes.two.show('t', [ben])).toEqual([ada])
    await vi.waitFor(async () => expect(await nodes.two.show('t', [ben])).toEqual([]))
  })

  it('RT14 while Redis is away nobody else is there, and nothing fails', async () => {
    await using nodes = await twoNodes()
    await nodes.link.close()
    expect(await nodes.one.show('t', [ada])).toEqual([])
  })
}

withRedis('who follows a thread on which node', everywhere)

withRedis('who follows a thread, in a cluster', everywhere, { cluster: true })
