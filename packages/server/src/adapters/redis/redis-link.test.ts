import { expect, it, vi } from 'vitest'
import type { Logger } from '../../ports/logger.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import { openRedisLink, type RedisLink, type RedisLinkOptions } from './redis-link.ts'
import { redisScript } from './redis-script.ts'

const clock = { now: () => Date.now(), monotonic: () => performance.now() }
const patient = { timeout: 30_000, interval: 10 }

const open = (urls: readonly string[], more: Partial<RedisLinkOptions> = {}): Promise<RedisLink> =>
  openRedisLink({ urls, prefix: 'cv', logger: silentLogger, clock, timeoutMs: 10_000, ...more })

const connected = (link: RedisLink): Promise<void> =>
  vi.waitFor(() => expect(link.state.name).toBe('connected'), patient)

const away = (link: RedisLink): Promise<void> => vi.waitFor(() => expect(link.state.name).toBe('away'), patient)

const count = redisScript('count', `return redis.call('INCRBY', KEYS[1], ARGV[1])`)

/** Keeps what was said, with the level. */
const keptLogger = (said: string[]): Logger => {
  const keep =
    (level: string) =>
    (fields: Record<string, unknown>, message: string): void =>
      void said.push(`${level} ${message} ${JSON.stringify(fields)}`)
  const logger: Logger = {
    debug() {},
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    child: () => logger,
  }
  return logger
}

withRedis('the way to a single Redis', redis => {
  it('RT14 runs scripts and commands, and keys of one id share a hash tag', async () => {
    const link = await open(redis().urls)
    const key = link.key('limit', 'u1')
    expect(key).toBe('cv:limit:{u1}')
    expect(link.key('limit', 'u1', 'day')).toBe('cv:limit:{u1}:day')
    expect(await link.run(count, [key], [2])).toBe(2)
    expect(await link.run(count, [key], [3])).toBe(5)
    expect(await link.command(key, ['GET', key])).toBe('5')
    await link.check()
    await link.close()
    expect(link.state.name).toBe('closed')
    await expect(link.command(key, ['GET', key])).rejects.toMatchObject({ code: 'store_unavailable' })
  })

  it('RT14 opens while Redis is away, and connects when it comes', async () => {
    const said: string[] = []
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    proxy.setMode('refuse')
    const link = await open([`redis://127.0.0.1:${proxy.port}`], { logger: keptLogger(said) })
    expect(link.state.name).toBe('away')
    await expect(link.run(count, ['cv:x'], [1])).rejects.toMatchObject({ code: 'store_unavailable', retryAfter: 2 })
    await expect(link.check()).rejects.toMatchObject({ code: 'store_unavailable' })
    proxy.setMode('pass')
    await connected(link)
    await link.check()
    expect(said.map(line => line.split(' {')[0])).toEqual([
      'warn redis out of reach, trying on',
      'info redis connected',
    ])
    await link.close()
    await proxy.close()
  })

  it('RT14 nothing that was in flight when the connection broke is sent again', async () => {
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    const link = await open([`redis://127.0.0.1:${proxy.port}`])
    const states: string[] = []
    link.watch(({ name }) => states.push(name))
    const key = link.key('twice', 'a')
    await link.run(count, [key], [0])
    for (let round = 1; round <= 5; round++) {
      // The answers are cut off: all of it was done, and nobody knows.
      proxy.dropAfter(0)
      const lost = await Promise.allSettled(Array.from({ length: 20 }, () => link.run(count, [key], [1])))
      expect(lost.map(({ status }) => status)).toEqual(lost.map(() => 'rejected'))
      await connected(link)
      expect(Number(await link.command(key, ['GET', key]))).toBeLessThanOrEqual(20 * round)
    }
    // What never reached it may be missing; what did was done once: asked again after all that could still come.
    const done = Number(await link.command(key, ['GET', key]))
    await link.check()
    expect(Number(await link.command(key, ['GET', key]))).toBe(done)
    expect(done).toBeGreaterThan(0)
    expect(states.slice(0, 2)).toEqual(['away', 'connected'])
    await link.close()
    await proxy.close()
  })

  it('RT14 a Redis that sleeps refuses in time, and what it was asked meanwhile is done once at most', async () => {
    const link = await open(redis().urls, { timeoutMs: 1_500 })
    await connected(link)
    const key = link.key('sleep', 'a')
    await link.run(count, [key], [1])
    redis().pause()
    try {
      await expect(link.run(count, [key], [1])).rejects.toMatchObject({ code: 'store_unavailable' })
      await away(link)
      await expect(link.run(count, [key], [1])).rejects.toMatchObject({ code: 'store_unavailable' })
    } finally {
      redis().resume()
    }
    await connected(link)
    const value = Number(await link.command(key, ['GET', key]))
    expect([1, 2]).toContain(value)
    await link.close()
  })

  it('RT14 an idle connection that fell silent is noticed', async () => {
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    const link = await open([`redis://127.0.0.1:${proxy.port}`], { timeoutMs: 1_500 })
    await connected(link)
    proxy.setMode('stall')
    await away(link)
    proxy.setMode('pass')
    await connected(link)
    await link.close()
    await proxy.close()
  })

  it('RT14 a script that Redis forgot is given again', async () => {
    const link = await open(redis().urls)
    const key = link.key('forgot', 'a')
    await link.run(count, [key], [1])
    await redis().ask(['SCRIPT', 'FLUSH'])
    expect(await link.run(count, [key], [1])).toBe(2)
    await link.close()
  })

  it('RT14 a refusal says what it is, and the log hears of it once', async () => {
    const said: string[] = []
    const link = await open(redis().urls, { logger: keptLogger(said) })
    await redis().ask(['CONFIG', 'SET', 'maxmemory', '1mb'])
    try {
      for (let times = 0; times < 3; times++)
        await expect(link.run(count, [link.key('oom', 'a')], [1])).rejects.toMatchObject({
          code: 'store_unavailable',
          detail: 'Redis: it is out of memory (maxmemory)',
        })
    } finally {
      await redis().ask(['CONFIG', 'SET', 'maxmemory', '0'])
    }
    expect(link.state.name).toBe('connected')
    expect(said.filter(line => line.includes('refuses'))).toHaveLength(1)
    await link.close()
  })

  it('SE9 a command that is wrong is an error of ours, without what was sent', async () => {
    const link = await open(redis().urls)
    const key = link.key('wrong', 'a')
    await link.command(key, ['SET', key, 'secret text'])
    const error = await link.command(key, ['NOSUCH', key, 'secret text']).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'internal', detail: 'Redis refused a command as wrong (ERR)' })
    expect(JSON.stringify([error, (error as Error).stack, String((error as Error).cause)])).not.toContain('secret')
    await link.close()
  })

  it('RT14 a replica is refused at the start, and left when a primary becomes one', async () => {
    const link = await open(redis().urls)
    await redis().ask(['REPLICAOF', '127.0.0.1', '1'])
    try {
      await expect(open(redis().urls)).rejects.toMatchObject({ code: 'store_unavailable', retryAfter: undefined })
      await expect(link.run(count, [link.key('r', 'a')], [1])).rejects.toMatchObject({ code: 'store_unavailable' })
      await away(link)
    } finally {
      await redis().ask(['REPLICAOF', 'NO', 'ONE'])
    }
    await connected(link)
    await link.close()
  })

  it('RT14 a primary that became a replica is left also when nothing is asked of it', async () => {
    const link = await open(redis().urls, { timeoutMs: 1_500 })
    await connected(link)
    await redis().ask(['REPLICAOF', '127.0.0.1', '1'])
    try {
      await away(link)
      expect(link.state).toMatchObject({ reason: expect.stringContaining('replica') })
    } finally {
      await redis().ask(['REPLICAOF', 'NO', 'ONE'])
    }
    await connected(link)
    await link.close()
  })

  it('RT14 a wrong password is refused at the start, and is in no message', async () => {
    await redis().ask(['ACL', 'SETUSER', 'cv', 'on', '>right-one', '~cv:*', '&cv:*', '+@all'])
    const url = redis().urls[0] ?? ''
    const error = await open([url.replace('//', '//cv:wrong-one@')]).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'store_unavailable', retryAfter: undefined })
    expect(JSON.stringify([error, String(error)])).not.toContain('wrong-one')
    const link = await open([url.replace('//', '//cv:right-one@')])
    expect(await link.run(count, [link.key('acl', 'a')], [1])).toBe(1)
    await link.close()
  })

  it('RT14 several addresses of what is no cluster are refused at the start', async () => {
    const [url = ''] = redis().urls
    await expect(open([url, url])).rejects.toMatchObject({ code: 'store_unavailable', retryAfter: undefined })
  })

  it('OP1 what is no address is refused, without its password', async () => {
    const error = await open(['http://cv:hush@somewhere']).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'store_unavailable' })
    expect(String(error)).not.toContain('hush')
  })
})
