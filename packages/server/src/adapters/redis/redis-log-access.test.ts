import { readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { log as names, open, text } from '../../testing/generation-log-contract/log-entries.ts'
import { openRedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import type { StartedRedis } from '../../testing/start-redis.ts'
import { openRedisBus } from './redis-bus.ts'
import { checkRedis } from './redis-doctor.ts'
import { createRedisLeases } from './redis-leases.ts'

const page = readFileSync(new URL('../../../../../docs/operations/redis.md', import.meta.url), 'utf8')

const clock = { now: () => Date.now(), monotonic: () => performance.now() }

const patient = { timeout: 30_000, interval: 10 }

/** Makes the user as the page says, and answers the addresses with its name. */
const asUser = async (redis: StartedRedis): Promise<string[]> => {
  const rule = /^ACL SETUSER .*$/m.exec(page)?.[0] ?? ''
  for (const member of redis.members.keys()) await redis.ask(rule.split(' '), member)
  return redis.urls.map(url => url.replace('//', '//chat-view:password@'))
}

withRedis('the user that the operator is told to make', redis => {
  it('RT14 may do all that a node does, under its prefix alone', async () => {
    const urls = await asUser(redis())
    const rig = await openRedisRig(urls, { prefix: 'chat-view' })
    const heard: string[] = []
    await rig.log.watch(names.a, word => heard.push(word))
    const outcomes = [await rig.log.append([open(names.a, 1)]), await rig.log.append([text(names.a, 1, 1, 0, 'x')])]
    expect(outcomes).toEqual([[{ result: 'ok' }], [{ result: 'ok' }]])
    await vi.waitFor(() => expect(heard).toEqual(['grown', 'grown']), patient)
    expect(await rig.log.read(names.a)).toHaveLength(2)
    expect(await rig.log.running()).toEqual([names.a])
    await rig.log.expire(names.a, Date.now() + 60_000)
    await rig.log.drop(names.a)
    await rig.log.check()
    const leases = createRedisLeases({ link: rig.link, owner: 'one', clock, logger: silentLogger })
    await leases.start()
    expect(leases.state.name).toBe('held')
    expect(await leases.living()).toEqual(['one'])
    await leases.stop()
    const bus = await openRedisBus({ link: rig.link, channels: rig.channels, logger: silentLogger })
    await bus.close()
    for (const command of [['GET', 'another:key'], ['FLUSHALL'], ['CONFIG', 'SET', 'maxmemory', '1']])
      await expect(rig.link.command('chat-view:x', command)).rejects.toMatchObject({
        detail: 'Redis: the user of REDIS_URL may not do this',
      })
    await rig.close()
  })

  it('DX4 is told by doctor that it can be used', async () => {
    expect(await checkRedis({ urls: await asUser(redis()), prefix: 'chat-view', timeoutMs: 15_000 })).toMatchObject({
      state: 'ok',
    })
  })
})

withRedis(
  'the user that the operator is told to make, at a cluster',
  redis => {
    it('RT14 may do at a cluster all that a node does, and doctor says so', async () => {
      const urls = (await asUser(redis())).slice(0, 1)
      const rig = await openRedisRig(urls, { prefix: 'chat-view' })
      const all = [names.a, names.b, names.c]
      const heard: string[] = []
      for (const name of all) await rig.log.watch(name, word => heard.push(word))
      expect(await rig.log.append(all.map(name => open(name, 1)))).toEqual(all.map(() => ({ result: 'ok' })))
      await vi.waitFor(() => expect(heard).toEqual(['grown', 'grown', 'grown']), patient)
      expect((await rig.log.running()).toSorted()).toEqual(all.toSorted())
      const leases = createRedisLeases({ link: rig.link, owner: 'one', clock, logger: silentLogger })
      await leases.start()
      expect(leases.state.name).toBe('held')
      await leases.stop()
      await rig.log.check()
      await rig.close()
      expect(await checkRedis({ urls, prefix: 'chat-view', timeoutMs: 15_000 })).toMatchObject({ state: 'ok' })
    })
  },
  { cluster: true },
)
