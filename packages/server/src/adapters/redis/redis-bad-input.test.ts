import { describe, expect, it, vi } from 'vitest'
import type { Logger } from '../../ports/logger.ts'
import { helloOf, startFakeRedis } from '../../testing/fake-redis.ts'
import { log as names, open as opening, text } from '../../testing/generation-log-contract/log-entries.ts'
import { openRedisRig, type RedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { startRedis } from '../../testing/start-redis.ts'
import { takeOne } from '../../testing/take-one.ts'
import { createRedisLeases } from './redis-leases.ts'
import { openRedisLink } from './redis-link.ts'
import { openRedisChannels } from './redis-link-channels.ts'
import { createRedisPresence } from './redis-presence.ts'
import { closedRateLimiter, createRedisRateLimiter } from './redis-rate-limiter.ts'

const patient = { timeout: 60_000, interval: 20 }
const clock = { now: () => Date.now(), monotonic: () => performance.now() }

interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly [field: string]: unknown
}

const kept = () => {
  const lines: Line[] = []
  const keep =
    (level: Line['level']) =>
    (fields: Record<string, unknown>, message: string): void =>
      void lines.push({ level, message, ...fields })
  const logger: Logger = { ...silentLogger, info: keep('info'), warn: keep('warn'), error: keep('error') }
  return { lines, logger, warnings: () => lines.filter(({ level }) => level !== 'info') }
}

/** The start ends, with a code and the remedy that whoever starts it prints; nothing is said twice. */
const endsTheStart = async (url: string, reason: string): Promise<void> => {
  const { lines, logger } = kept()
  const options = { urls: [url], prefix: 'cv', logger, clock, timeoutMs: 15_000 }
  for (const begin of [openRedisLink, openRedisChannels]) {
    const error: unknown = await begin(options).then(
      () => 'it opened',
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({
      code: 'store_unavailable',
      retryAfter: undefined,
      detail: expect.stringMatching(new RegExp(`^Redis: .*${reason}.* Remedy: `)),
    })
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain('hush')
  }
  expect(lines).toEqual([])
}

describe('a Redis of another kind', () => {
  it('RT14 a Redis that does not know HELLO, as before 6, ends the start', async () => {
    await using old = await startFakeRedis(command => `-ERR unknown command \`${command}\`, with args beginning with: `)
    await endsTheStart(old.url, 'it is older than version 7')
  })

  it('RT14 a Redis of version 6 ends the start', async () => {
    await using old = await startFakeRedis(command => (command === 'HELLO' ? helloOf('6.2.14') : '+OK'))
    await endsTheStart(old.url, 'it is version 6.2.14')
  })

  it('RT14 a Redis that wants a password, where there is none, ends the start', async () => {
    await using shut = await startFakeRedis(() => '-NOAUTH Authentication required.')
    await endsTheStart(shut.url, 'it wants a password')
  })
})

withRedis('a Redis that cannot be used', redis => {
  const guest = async (password: string): Promise<string> => {
    await redis().ask(['ACL', 'SETUSER', 'guest', 'on', 'resetpass', `>${password}`, '~cv:*', '&cv:*', '+@all'])
    return (redis().urls[0] ?? '').replace('//', `//guest:${password}@`)
  }

  it('RT14 a wrong password ends the start', async () => {
    const url = await guest('right')
    await endsTheStart(url.replace('right', 'hush'), 'the user or the password was refused')
  })

  it('RT14 a database of a number that is not there ends the start', async () => {
    await endsTheStart(`${redis().urls[0]}/99`, 'it has no database of the number')
  })

  it('RT14 a Redis without streams ends the start', async () => {
    await using without = await startRedis({ args: ['--rename-command', 'XLEN', ''] })
    await endsTheStart(without.urls[0] ?? '', 'it has no streams')
  })

  it('RT14 a read-only replica ends the start', async () => {
    await using replica = await startRedis({ args: ['--replicaof', '127.0.0.1', '1'] })
    await endsTheStart(replica.urls[0] ?? '', 'it is a replica')
  })

  it('RT14 a password that is changed is one line of each way, whoever has the right one goes on, and it is taken when it is back', async () => {
    const { logger, warnings } = kept()
    const mine = kept()
    const neighbour = await openRedisRig(redis().urls, { prefix: 'cv', logger: mine.logger })
    const rig = await openRedisRig([await guest('one')], { prefix: 'cv', logger })
    await guest('two')
    await redis().ask(['CLIENT', 'KILL', 'USER', 'guest'])
    const refused = () => warnings().filter(({ reason }) => String(reason).includes('the password was refused'))
    await vi.waitFor(() => expect(refused()).toHaveLength(2), patient)
    // It asks again, with pauses: the log does not.
    const tries = async (): Promise<number> =>
      Number(/errorstat_WRONGPASS:count=(\d+)/.exec(String(await redis().ask(['INFO', 'errorstats'])))?.[1])
    const before = await tries()
    await vi.waitFor(async () => expect(await tries()).toBeGreaterThan(before + 3), patient)
    expect(
      refused()
        .map(({ level, code, way }) => [level, code, way])
        .sort(),
    ).toEqual([
      ['warn', 'store_unavailable', 'channels'],
      ['warn', 'store_unavailable', 'redis'],
    ])
    await expect(rig.log.read(names.a)).rejects.toMatchObject({ code: 'store_unavailable', retryAfter: 2 })
    expect(await neighbour.log.append([opening(names.a, 1)])).toEqual([{ result: 'ok' }])
    expect(mine.warnings()).toEqual([])
    await guest('one')
    await vi.waitFor(
      () => expect([rig.link.state.name, rig.channels.state.name]).toEqual(['connected', 'connected']),
      patient,
    )
    expect(await rig.log.read(names.a)).toHaveLength(1)
    for (const each of [rig, neighbour]) await each.close()
  }, 120_000)

  it('RT14 a primary that became a read-only replica is told once, with a code, and used again when it is a primary', async () => {
    const { logger, warnings } = kept()
    const rig = await openRedisRig(redis().urls, { logger })
    await redis().ask(['REPLICAOF', '127.0.0.1', '1'])
    try {
      expect(await rig.log.append([opening(names.a, 1)])).toMatchObject([{ result: 'failed' }])
      const told = () => warnings().filter(({ reason }) => String(reason).startsWith('it is a replica'))
      await vi.waitFor(() => expect(told().some(({ way }) => way === 'redis')).toBe(true), patient)
      for (let times = 0; times < 20; times++)
        expect(await rig.log.append([opening(names.a, 1)])).toMatchObject([{ result: 'failed' }])
      const own = told().filter(({ way }) => way === 'redis' || way === undefined)
      expect(own.filter(({ message }) => message === 'redis out of reach, trying on')).toHaveLength(1)
      expect(own.filter(({ message }) => message === 'redis refuses commands').length).toBeLessThan(2)
      expect(own.every(({ code }) => code === 'store_unavailable')).toBe(true)
    } finally {
      await redis().ask(['REPLICAOF', 'NO', 'ONE'])
    }
    await vi.waitFor(
      async () => expect(await rig.log.append([opening(names.a, 1)])).toEqual([{ result: 'ok' }]),
      patient,
    )
    await rig.close()
  }, 120_000)

  it('RT14 out of memory is one line with a code, and readers are not disturbed', async () => {
    const { logger, warnings } = kept()
    const rig = await openRedisRig(redis().urls, { logger })
    const reader = await openRedisRig(redis().urls, { prefix: rig.prefix })
    await rig.log.append([opening(names.a, 1)])
    await redis().ask(['CONFIG', 'SET', 'maxmemory', '1mb'])
    try {
      for (let times = 0; times < 20; times++)
        expect(await rig.log.append([text(names.a, 1, 1, 0, 'x')])).toMatchObject([{ result: 'failed' }])
      expect(await reader.log.read(names.a)).toHaveLength(1)
    } finally {
      await redis().ask(['CONFIG', 'SET', 'maxmemory', '0'])
    }
    expect(warnings()).toEqual([
      expect.objectContaining({
        level: 'warn',
        word: 'OOM',
        code: 'store_unavailable',
        message: 'redis refuses commands',
      }),
    ])
    expect(await rig.log.append([text(names.a, 1, 1, 0, 'x')])).toEqual([{ result: 'ok' }])
    for (const each of [rig, reader]) await each.close()
  })

  it('RT14 two installations on one Redis have logs, limits, leases and people of their own', async () => {
    const both = [await openRedisRig(redis().urls), await openRedisRig(redis().urls)] as const
    const [mine, theirs] = both
    const node = ({ link }: RedisRig) => ({
      leases: createRedisLeases({ link, owner: 'one', clock, logger: silentLogger }),
      people: createRedisPresence({ link, node: 'one', logger: silentLogger }),
      limiter: createRedisRateLimiter({ link, standIn: closedRateLimiter, clock, logger: silentLogger }),
    })
    const [me, them] = [node(mine), node(theirs)]
    await mine.log.append([opening(names.a, 1)])
    expect([await mine.log.running(), await theirs.log.running()]).toEqual([[names.a], []])
    await theirs.log.drop(names.a)
    expect([await mine.log.read(names.a), await theirs.log.read(names.a)]).toMatchObject([[{}], []])
    const rule = { count: 1, windowMs: 600_000 }
    const takes = [
      await takeOne(me.limiter, 'a', rule),
      await takeOne(them.limiter, 'a', rule),
      await takeOne(me.limiter, 'a', rule),
    ]
    expect(takes.map(({ allowed }) => allowed)).toEqual([true, true, false])
    await me.leases.start()
    expect([await me.leases.living(), await them.leases.living()]).toEqual([['one'], []])
    await me.leases.stop()
    await me.people.show('t', [{ id: 'ada', name: null }], 60_000)
    expect(await them.people.show('t', [], 60_000)).toEqual([])
    for (const rig of both) await rig.close()
  })
})
