import { expect, it, vi } from 'vitest'
import { withRedis } from '../../testing/redis-server.ts'
import { redisTarget } from './connect-target.ts'
import { RedisNode } from './redis-link-node.ts'
import { longestPause } from './redis-link-pause.ts'

withRedis('one server of Redis', redis => {
  it('RT14 a connection that is lost soon after it was made is a failure, and the next pause is longer', async () => {
    let now = 0
    const pauses: number[] = []
    const node: RedisNode = new RedisNode({
      target: redisTarget(redis().urls[0] ?? ''),
      clock: { now: () => now, monotonic: () => now },
      timeoutMs: 25_000,
      admit: async () => {},
      changed() {
        if (node.state.name !== 'connected') return
        now += pauses.length === 5 ? longestPause + 1 : longestPause
        node.connection?.end('it is cut off')
      },
      pauseAfter(failures) {
        pauses.push(failures)
        return 0
      },
    })
    await vi.waitFor(() => expect(pauses.length).toBeGreaterThan(7), { timeout: 30_000, interval: 5 })
    await node.close()
    expect(pauses.slice(0, 8)).toEqual([0, 1, 2, 3, 4, 0, 1, 2])
  })
})
