import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { rateLimiterContract } from '../../testing/rate-limiter-contract/rate-limiter-contract.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { takeOne } from '../../testing/take-one.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import { createMemoryRateLimiter } from '../memory/memory-rate-limiter.ts'
import { RateHistory } from '../memory/rate-history.ts'
import { openRedisLink, type RedisLink } from './redis-link.ts'
import { closedRateLimiter, createRedisRateLimiter, type RedisRateLimiterOptions } from './redis-rate-limiter.ts'

const systemClock = { now: () => Date.now(), monotonic: () => performance.now() }
const open = (urls: readonly string[], prefix = `cv-${randomUUID()}`): Promise<RedisLink> =>
  openRedisLink({ urls, prefix, logger: silentLogger, clock: systemClock, timeoutMs: 30_000 })

const onRedis = (link: RedisLink, options: Partial<RedisRateLimiterOptions> = {}) =>
  createRedisRateLimiter({ link, standIn: closedRateLimiter, clock: systemClock, logger: silentLogger, ...options })

/** The keys of one installation, and the bytes that the largest of them takes. */
const sizeOf = async (link: RedisLink, prefix: string): Promise<{ keys: string[]; most: number }> => {
  const keys = (await link.command('any', ['KEYS', `${prefix}:*`])) as string[]
  const sizes = await Promise.all(keys.map(key => link.command(key, ['MEMORY', 'USAGE', key])))
  return { keys, most: Math.max(0, ...sizes.map(Number)) }
}

withRedis('a limiter on a single Redis', redis => {
  const prefix = `cv-${randomUUID()}`
  let link: RedisLink
  let other: RedisLink
  beforeAll(async () => {
    link = await open(redis().urls, prefix)
    other = await open(redis().urls, prefix)
  })
  afterAll(async () => {
    await Promise.all([link.close(), other.close()])
  })

  rateLimiterContract('the limiter on Redis', async () => {
    const clock = createFakeClock()
    const test = randomUUID()
    const limiter = onRedis(link, { clock, time: 'node' })
    return {
      limiter: {
        take: (takes, once) =>
          limiter.take(
            takes.map(one => ({ ...one, key: `${test} ${one.key}` })),
            once,
          ),
      },
      advance: clock.advance,
      dispose: async () => {},
    }
  })

  it('SE5 of 500 takes at once from two nodes against a hundred, exactly a hundred pass', async () => {
    const nodes = [onRedis(link), onRedis(other)]
    const rule = { count: 100, windowMs: 600_000 }
    const takes = Array.from({ length: 500 }, (_, n) => takeOne(nodes[n % 2] ?? closedRateLimiter, 'everyone', rule))
    const verdicts = await Promise.all(takes)
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(100)
    expect(new Set(verdicts.filter(({ allowed }) => allowed).map(({ remaining }) => remaining)).size).toBe(100)
  })

  it('SE5 the clocks of nodes do not matter: Redis’s own counts', async () => {
    const rule = { count: 5, windowMs: 60_000 }
    const nodes = [0, 7 * 60_000, -7 * 60_000].map(ahead =>
      onRedis(link, { clock: createFakeClock(Date.now() + ahead) }),
    )
    const verdicts: boolean[] = []
    for (let n = 0; n < 9; n++)
      verdicts.push((await takeOne(nodes[n % 3] ?? closedRateLimiter, 'clocks', rule)).allowed)
    expect(verdicts).toEqual([true, true, true, true, true, false, false, false, false])
  })

  it('SE5 where the clock goes back, a limit is stricter for one window and no longer', async () => {
    const rule = { count: 2, windowMs: 60_000 }
    let now = 1_800_000_000_000
    const limiter = onRedis(link, { clock: { now: () => now, monotonic: () => 0 }, time: 'node' })
    for (let n = 0; n < 2; n++) expect(await takeOne(limiter, 'back', rule)).toMatchObject({ allowed: true })
    now -= 30 * 60_000
    expect(await takeOne(limiter, 'back', rule)).toEqual({ allowed: false, retryAfter: 60, remaining: 0 })
    now += 30_000
    expect(await takeOne(limiter, 'back', rule)).toEqual({ allowed: false, retryAfter: 30, remaining: 0 })
    now += 30_000
    expect(await takeOne(limiter, 'back', rule)).toMatchObject({ allowed: true })
  })

  it('SE5 whatever is taken when, the verdicts are those of the limiter in memory', async () => {
    const take = fc.record({ wait: fc.nat({ max: 12_000 }), cost: fc.integer({ min: 1, max: 4 }), wide: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(take, { maxLength: 80 }), async takes => {
        const clock: FakeClock = createFakeClock()
        const limiter = onRedis(link, { clock, time: 'node' })
        const history = new RateHistory()
        const key = randomUUID()
        for (const { wait, cost, wide } of takes) {
          clock.advance(wait)
          const rule = wide ? { count: 9, windowMs: 30_000 } : { count: 7, windowMs: 30_000 }
          expect(await takeOne(limiter, key, rule, cost)).toEqual(history.take(clock.now(), rule, cost))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('SE5 whatever is taken together, also by name, the verdicts are those of the limiter in memory', async () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd')
    const take = fc.record({
      keys: fc.uniqueArray(key, { minLength: 1, maxLength: 4 }),
      wait: fc.nat({ max: 6_000 }),
      cost: fc.integer({ min: 1, max: 3 }),
      copy: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(take, { maxLength: 40 }), async takes => {
        const clock = createFakeClock()
        const [limiter, memory] = [onRedis(link, { clock, time: 'node' }), createMemoryRateLimiter({ clock })]
        const run = randomUUID()
        for (const { keys, wait, cost, copy } of takes) {
          clock.advance(wait)
          const all = keys.map((one, at) => ({ key: `${run} ${one}`, rule: { count: 6 + at, windowMs: 30_000 }, cost }))
          // Copies of one act take the same keys.
          const name = copy && `${run} ${copy} ${keys}`
          expect(await limiter.take(all, name)).toEqual(await memory.take(all, name))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('SE5 however many, long or hostile keys are, each is a few hundred bytes, and gone after its window', async () => {
    const own = `cv-${randomUUID()}`
    await using hostile = new AsyncDisposableStack()
    const node = hostile.adopt(await open(redis().urls, own), one => one.close())
    const limiter = onRedis(node)
    const hard = (n: number): string => `${n} {a}:${'}{'.repeat(n)}\r\n\0*1 💥`.repeat(1 + (n % 50))
    const takeAll = (windowMs: number): Promise<unknown> =>
      Promise.all(Array.from({ length: 2_000 }, (_, n) => takeOne(limiter, hard(n % 1_000), { count: 5, windowMs })))
    await takeAll(600_000)
    const { keys, most } = await sizeOf(node, own)
    expect(keys).toHaveLength(1_000)
    for (const key of keys) expect(key).toMatch(/^cv-[\w-]{36}:limit:\{[\w-]{22}\}$/)
    expect(most).toBeLessThan(300)
    await takeAll(100)
    await vi.waitFor(async () => expect((await sizeOf(node, own)).keys).toEqual([]), { timeout: 30_000 })
  })

  it('SE5 what many keys cost Redis in all, indexes too, is less than 300 bytes each', async () => {
    const used = async (): Promise<number> =>
      Number(/used_memory:(\d+)/.exec(String(await link.command('any', ['INFO', 'memory'])))?.[1])
    const limiter = onRedis(link)
    const [before, many, slice] = [await used(), 20_000, 2_000]
    for (let from = 0; from < many; from += slice)
      await Promise.all(
        Array.from({ length: slice }, (_, n) => takeOne(limiter, `ip:${from + n}`, { count: 5, windowMs: 600_000 })),
      )
    const each = ((await used()) - before) / many
    expect(each).toBeGreaterThan(50)
    expect(each).toBeLessThan(300)
  })

  it('SE5 a key that is used all the time has a constant number of counters', async () => {
    const own = `cv-${randomUUID()}`
    await using busy = new AsyncDisposableStack()
    const node = busy.adopt(await open(redis().urls, own), one => one.close())
    const clock = createFakeClock()
    const limiter = onRedis(node, { clock, time: 'node' })
    for (let n = 0; n < 5_000; n++) {
      clock.advance(37)
      await takeOne(limiter, 'busy', { count: 1_000_000, windowMs: 60_000 })
    }
    expect((await sizeOf(node, own)).most).toBeLessThan(512)
  })
})

withRedis('a limiter while Redis is away', redis => {
  const behindProxy = async () => {
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    const link = await open([`redis://127.0.0.1:${proxy.port}`])
    await vi.waitFor(() => expect(link.state.name).toBe('connected'), { timeout: 30_000 })
    const close = async (): Promise<void> => {
      await link.close()
      await proxy.close()
    }
    return { proxy, link, close }
  }
  const rule = { count: 3, windowMs: 600_000 }

  it('RT14 each node counts for itself where it stays open, and together again afterwards', async () => {
    const { proxy, link, close } = await behindProxy()
    const clock = createFakeClock()
    const limiter = onRedis(link, { clock, standIn: createMemoryRateLimiter({ clock }) })
    expect(await takeOne(limiter, 'a', rule, 3)).toMatchObject({ allowed: true })
    proxy.setMode('refuse')
    proxy.drop()
    await vi.waitFor(() => expect(link.state.name).toBe('away'), { timeout: 30_000 })
    for (const allowed of [true, true, true, false])
      expect(await takeOne(limiter, 'a', rule)).toMatchObject({ allowed })
    proxy.setMode('pass')
    await vi.waitFor(() => expect(link.state.name).toBe('connected'), { timeout: 30_000 })
    clock.advance(1_000)
    expect(await takeOne(limiter, 'a', rule)).toMatchObject({ allowed: false })
    expect(await takeOne(limiter, 'b', rule)).toMatchObject({ allowed: true, remaining: 2 })
    await close()
  })

  it('RT14 where it is closed it refuses, and says when to ask again', async () => {
    const { proxy, link, close } = await behindProxy()
    proxy.setMode('refuse')
    proxy.drop()
    await vi.waitFor(() => expect(link.state.name).toBe('away'), { timeout: 30_000 })
    const verdict = await takeOne(onRedis(link), 'a', rule)
    expect(verdict).toMatchObject({ allowed: false, remaining: 0 })
    expect(verdict.retryAfter).toBeGreaterThan(0)
    await close()
  })
})

withRedis(
  'a limiter on a cluster',
  redis => {
    rateLimiterContract('the limiter on a cluster', async () => {
      const clock = createFakeClock()
      const link = await open(redis().urls)
      const limiter = onRedis(link, { clock, time: 'node' })
      return { limiter, advance: clock.advance, dispose: () => link.close() }
    })

    it('SE5 counts each key on its own member, for all nodes together', async () => {
      const link = await open(redis().urls)
      await vi.waitFor(() => expect(link.state.name).toBe('connected'), { timeout: 60_000 })
      const limiter = onRedis(link)
      const rule = { count: 3, windowMs: 600_000 }
      const verdicts = await Promise.all(Array.from({ length: 200 }, (_, n) => takeOne(limiter, `key ${n % 40}`, rule)))
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(120)
      await link.close()
    })
  },
  { cluster: true },
)
