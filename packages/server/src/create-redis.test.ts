import { expect, it } from 'vitest'
import { loadConfig } from './config/load-config.ts'
import { createShared } from './create-redis.ts'
import { systemClock } from './telemetry/system-clock.ts'
import { silentLogger } from './testing/silent-logger.ts'
import { takeOne } from './testing/take-one.ts'
import { startTcpProxy } from './testing/tcp-proxy.ts'

const secret = 'a secret that is long enough for all that is signed with it'

/** What a node has while nothing answers where its Redis should be. */
const withoutRedis = async (env: Readonly<Record<string, string>>) => {
  const parts = new AsyncDisposableStack()
  const nobody = parts.use(await startTcpProxy(0))
  nobody.setMode('refuse')
  const config = loadConfig({
    DATABASE_URL: 'mongodb://127.0.0.1/nowhere',
    REDIS_URL: `redis://127.0.0.1:${nobody.port}`,
    SECRET_KEY: secret,
    ...env,
  })
  const given = { config, owner: 'node-1', secrets: [secret], clock: systemClock, logger: silentLogger }
  const shared = await createShared(given, parts)
  if (shared === null) throw new Error('REDIS_URL was not read')
  parts.adopt(shared.bus, bus => bus.close())
  return Object.assign(parts, { shared })
}

const rule = { count: 2, windowMs: 60_000 }

it.each([
  ['closed', { RATE_LIMIT_FAIL: 'closed' }, [false, false, false]],
  ['open', { RATE_LIMIT_FAIL: 'open' }, [true, true, false]],
  ['open unless told', {}, [true, true, false]],
] as const)(
  'SE5 while Redis is away RATE_LIMIT_FAIL %s refuses, or counts on this node alone',
  async (_, env, taken) => {
    await using node = await withoutRedis(env)
    const verdicts = []
    for (let at = 0; at < taken.length; at++) verdicts.push(await takeOne(node.shared.limiter, 'somebody', rule))
    expect(verdicts.map(({ allowed }) => allowed)).toEqual(taken)
  },
)

it('RT14 a node joins while Redis is away, and its check says that it is', async () => {
  await using node = await withoutRedis({})
  const { signal } = new AbortController()
  await node.shared.join(signal)
  await expect(node.shared.check.look(signal)).rejects.toMatchObject({ code: 'store_unavailable' })
  expect(node.shared.check.vital).toBe(false)
})
