import { expect, it, vi } from 'vitest'
import type { NodeLeases } from '../../ports/node-leases.ts'
import { openRedisRig, type RedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import type { StartedRedis } from '../../testing/start-redis.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import { createRedisLeases } from './redis-leases.ts'

const patient = { timeout: 60_000, interval: 20 }

/** The real clock, which a test can push on as if this process had slept. */
const clockAhead = () => {
  let ahead = 0
  return {
    clock: { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead },
    sleep(ms: number) {
      ahead += ms
    },
  }
}

const leaseMs = 2_000
const renewMs = 200

const leasesOf = ({ link }: RedisRig, owner: string, clock = clockAhead().clock): NodeLeases =>
  createRedisLeases({ link, owner, clock, logger: silentLogger, leaseMs, renewMs })

const held = (...all: NodeLeases[]): Promise<void> =>
  vi.waitFor(() => expect(all.map(({ state }) => state.name)).toEqual(all.map(() => 'held')), patient)

const untilGone = (leases: NodeLeases, owner: string): Promise<void> =>
  vi.waitFor(async () => expect([...(await leases.gone([owner]))]).toEqual([owner]), patient)

/** What holds on one Redis as in a cluster. */
const everywhere = (redis: () => StartedRedis): void => {
  const askAll = (...args: string[]): Promise<unknown[]> =>
    Promise.all(redis().members.map((_, member) => redis().ask(args, member)))

  it('RT14 those who hold a lease live, and a lease that is given up is gone at once', async () => {
    const rig = await openRedisRig(redis().urls)
    const [one, two] = [leasesOf(rig, 'one'), leasesOf(rig, 'two')]
    expect(one.state.name).toBe('stopped')
    await Promise.all([one.start(), two.start()])
    expect([one.state.name, two.state.name]).toEqual(['held', 'held'])
    expect([...(await one.living())].sort()).toEqual(['one', 'two'])
    expect([...(await one.gone(['one', 'two']))]).toEqual([])
    await two.stop()
    expect(two.state.name).toBe('stopped')
    expect(await one.living()).toEqual(['one'])
    await untilGone(one, 'two')
    expect([...(await one.gone(['one', 'two']))]).toEqual(['two'])
    await one.stop()
    expect((await askAll('KEYS', `${rig.prefix}:*`)).flat()).toEqual([])
    await rig.close()
  })

  it('RT5 an owner that never was is gone only after a whole lease time', async () => {
    const rig = await openRedisRig(redis().urls)
    const one = leasesOf(rig, 'one')
    await one.start()
    const began = performance.now()
    expect([...(await one.gone(['ghost']))]).toEqual([])
    await untilGone(one, 'ghost')
    expect(performance.now() - began).toBeGreaterThanOrEqual(leaseMs)
    await one.stop()
    await rig.close()
  })

  it('RT5 Redis that sleeps longer than a lease makes nobody gone', async () => {
    const rig = await openRedisRig(redis().urls, { timeoutMs: 1_500 })
    const [one, two] = [leasesOf(rig, 'one'), leasesOf(rig, 'two')]
    await Promise.all([one.start(), two.start()])
    await held(one, two)
    redis().pause()
    const until = performance.now() + leaseMs + 500
    try {
      await vi.waitFor(() => expect(one.state.name).toBe('away'), patient)
      expect([...(await one.gone(['two']))]).toEqual([])
      await vi.waitFor(() => expect(performance.now()).toBeGreaterThan(until), patient)
    } finally {
      redis().resume()
    }
    await held(one, two)
    expect([...(await one.gone(['two'])), ...(await two.gone(['one']))]).toEqual([])
    await vi.waitFor(async () => expect([...(await one.living())].sort()).toEqual(['one', 'two']), patient)
    await Promise.all([one.stop(), two.stop()])
    await rig.close()
  })

  it('RT5 Redis that comes back without data, or is flushed, makes nobody gone', async () => {
    const rig = await openRedisRig(redis().urls)
    const [one, two] = [leasesOf(rig, 'one'), leasesOf(rig, 'two')]
    await Promise.all([one.start(), two.start()])
    await redis().restart({ data: false })
    await held(one, two)
    expect([...(await one.gone(['two']))]).toEqual([])
    await askAll('FLUSHALL')
    expect([...(await one.gone(['two']))]).toEqual([])
    await vi.waitFor(async () => expect([...(await one.living())].sort()).toEqual(['one', 'two']), patient)
    expect([...(await one.gone(['two']))]).toEqual([])
    await Promise.all([one.stop(), two.stop()])
    await rig.close()
  })
}

withRedis('leases in a single Redis', redis => {
  everywhere(redis)

  it('RT5 a connection that breaks starts the judging over', async () => {
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    const rig = await openRedisRig([`redis://127.0.0.1:${proxy.port}`])
    const { clock, sleep } = clockAhead()
    const one = leasesOf(rig, 'one', clock)
    await one.start()
    await one.gone(['ghost'])
    // Most of a lease time, by a step that is no pause: what comes after the break would complete it.
    sleep(leaseMs * 0.7)
    await one.gone(['ghost'])
    // Until it was seen to be away: it may be back sooner than a look at it.
    proxy.setMode('refuse')
    proxy.drop()
    await vi.waitFor(() => expect(one.state.name).toBe('away'), patient)
    proxy.setMode('pass')
    await held(one)
    sleep(leaseMs * 0.45)
    expect([...(await one.gone(['ghost']))]).toEqual([])
    await untilGone(one, 'ghost')
    await one.stop()
    await rig.close()
    await proxy.close()
  })

  it('RT5 a process that slept longer than a lease judges nobody by what it had seen before', async () => {
    const rig = await openRedisRig(redis().urls)
    const { clock, sleep } = clockAhead()
    const one = leasesOf(rig, 'one', clock)
    await one.start()
    await one.gone(['ghost'])
    sleep(2 * leaseMs)
    expect([...(await one.gone(['ghost']))]).toEqual([])
    await untilGone(one, 'ghost')
    await one.stop()
    await rig.close()
  })

  it('RT14 a lease that cannot be taken is tried again, and none is kept after the stop', async () => {
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    proxy.setMode('refuse')
    const rig = await openRedisRig([`redis://127.0.0.1:${proxy.port}`])
    const one = leasesOf(rig, 'one')
    await one.start()
    expect(one.state).toMatchObject({ name: 'away', since: expect.any(Number) })
    await expect(one.living()).rejects.toMatchObject({ code: 'store_unavailable' })
    expect([...(await one.gone(['ghost']))]).toEqual([])
    proxy.setMode('pass')
    await held(one)
    expect(await one.living()).toEqual(['one'])
    proxy.setMode('refuse')
    proxy.drop()
    await one.stop()
    expect(one.state.name).toBe('stopped')
    await rig.close()
    await proxy.close()
  })
})

withRedis('leases in a cluster', everywhere, { cluster: true })
