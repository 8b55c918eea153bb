import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import type { Admittance, BreakerPass } from '../../ports/breaker.ts'
import { breakerContract } from '../../testing/breaker-contract/breaker-contract.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import { createMemoryBreaker } from '../memory/memory-breaker.ts'
import { createRedisBreaker, type RedisBreakerOptions } from './redis-breaker.ts'
import { openRedisLink, type RedisLink } from './redis-link.ts'

const systemClock = { now: () => Date.now(), monotonic: () => performance.now() }

const open = async (urls: readonly string[], prefix = `cv-${randomUUID()}`): Promise<RedisLink> => {
  const link = await openRedisLink({ urls, prefix, logger: silentLogger, clock: systemClock, timeoutMs: 30_000 })
  await vi.waitFor(() => expect(link.state.name).toBe('connected'), { timeout: 60_000 })
  return link
}

const onRedis = (link: RedisLink, options: Partial<RedisBreakerOptions> = {}) => {
  const clock = options.clock ?? systemClock
  return createRedisBreaker({ link, standIn: createMemoryBreaker({ clock }), clock, logger: silentLogger, ...options })
}

const passOf = (admittance: Admittance | undefined): BreakerPass => {
  if (!admittance?.admitted) throw new Error('It was not admitted')
  return admittance.pass
}

withRedis('a breaker on a single Redis', redis => {
  breakerContract('the breaker on Redis', async settings => {
    const clock = createFakeClock()
    const link = await open(redis().urls)
    const breaker = onRedis(link, { clock, time: 'node', ...settings })
    return { breaker, now: clock.now, advance: clock.advance, dispose: () => link.close() }
  })

  const twoNodes = async (options: Partial<RedisBreakerOptions>) => {
    const prefix = `cv-${randomUUID()}`
    const links = [await open(redis().urls, prefix), await open(redis().urls, prefix)] as const
    const [one, other] = links.map(link => onRedis(link, options))
    if (!one || !other) throw new Error('There are two')
    return { one, other, link: links[0], prefix, close: () => Promise.all(links.map(link => link.close())) }
  }

  it('AI2.5 failures of all nodes count together, and what one found out the others know', async () => {
    const clock = createFakeClock()
    const { one, other, close } = await twoNodes({ clock, time: 'node', failures: 4 })
    for (let n = 0; n < 2; n++) for (const node of [one, other]) await node.failed(passOf(await node.admit('a')))
    for (const node of [one, other]) expect(await node.admit('a')).toEqual({ admitted: false, waitMs: 30_000 })
    await close()
  })

  it('AI2.5 of a hundred calls of two nodes at a breaker that is half open, one goes out', async () => {
    const clock = createFakeClock()
    const changed = vi.fn()
    const { one, other, close } = await twoNodes({ clock, time: 'node', failures: 1, probeMs: 5_000, changed })
    await one.failed(passOf(await one.admit('a')))
    for (let round = 0; round < 2; round++) {
      clock.advance(60_000)
      const admitted = await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 2 ? one : other).admit('a')))
      expect(admitted.filter(admittance => admittance.admitted)).toEqual([
        { admitted: true, pass: { target: 'a', probe: true } },
      ])
    }
    expect(changed.mock.calls).toEqual([
      ['a', 'closed', 'open'],
      ['a', 'open', 'half-open'],
    ])
    await close()
  })

  it('AI2.5 by the time of Redis it opens and lets a probe through, whatever the clocks of nodes say', async () => {
    const ahead = createFakeClock(Date.now() + 600_000)
    const { one, other, link, prefix, close } = await twoNodes({ clock: ahead, failures: 1, openMs: 50 })
    await one.failed(passOf(await one.admit('a')))
    const [tripped] = await one.tripped()
    expect(tripped?.until).toBeLessThanOrEqual(ahead.now() + 50)
    expect(tripped?.until).toBeGreaterThan(ahead.now() - 60_000)
    await vi.waitFor(async () => expect(passOf(await other.admit('a')).probe).toBe(true), { timeout: 30_000 })
    for (const key of (await link.command('any', ['KEYS', `${prefix}:*`])) as string[])
      expect(Number(await link.command(key, ['PTTL', key]))).toBeGreaterThan(0)
    await close()
  })

  it('RT14 while Redis is away it decides by its own, and no method throws', async () => {
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    const link = await open([`redis://127.0.0.1:${proxy.port}`])
    const clock = createFakeClock()
    const standIn = createMemoryBreaker({ clock, failures: 1 })
    const breaker = onRedis(link, { clock, time: 'node', standIn })
    const early = passOf(await breaker.admit('a'))
    proxy.setMode('refuse')
    proxy.drop()
    await vi.waitFor(() => expect(link.state.name).toBe('away'), { timeout: 30_000 })
    await breaker.left(early)
    await breaker.succeeded(passOf(await breaker.admit('a')))
    await breaker.failed(passOf(await breaker.admit('a')))
    expect(await breaker.admit('a')).toEqual({ admitted: false, waitMs: 30_000 })
    expect(await breaker.tripped()).toMatchObject([{ target: 'a', state: 'open' }])
    proxy.setMode('pass')
    await vi.waitFor(() => expect(link.state.name).toBe('connected'), { timeout: 30_000 })
    clock.advance(1_000)
    expect(await breaker.admit('a')).toMatchObject({ admitted: true })
    expect(await breaker.tripped()).toEqual([])
    await link.close()
    await proxy.close()
  })
})

withRedis(
  'a breaker on a cluster',
  redis => {
    it('AI2.5 all targets lie on one member', async () => {
      const link = await open(redis().urls)
      const breaker = onRedis(link, { failures: 1 })
      for (const target of ['a', 'b', 'c']) await breaker.failed(passOf(await breaker.admit(target)))
      expect((await breaker.tripped()).map(({ target }) => target)).toHaveLength(3)
      await link.close()
    })
  },
  { cluster: true },
)
