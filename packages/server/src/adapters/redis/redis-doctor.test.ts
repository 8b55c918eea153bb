import { expect, it, vi } from 'vitest'
import { withRedis } from '../../testing/redis-server.ts'
import { type StartedRedis, startRedis } from '../../testing/start-redis.ts'
import { checkRedis, type RedisFinding } from './redis-doctor.ts'

const look = (redis: StartedRedis): Promise<RedisFinding> =>
  checkRedis({ urls: redis.urls, prefix: 'cv', timeoutMs: 15_000 })

const configured = async (redis: StartedRedis, settings: Record<string, string>, body: () => Promise<void>) => {
  const words = Object.entries(settings).flat()
  const before = (await redis.ask(['CONFIG', 'GET', ...Object.keys(settings)])) as Record<string, string>
  await redis.ask(['CONFIG', 'SET', ...words])
  try {
    await body()
  } finally {
    await redis.ask(['CONFIG', 'SET', ...Object.entries({ ...before }).flat()])
  }
}

withRedis('what doctor sees of Redis', redis => {
  it('DX4 says that a Redis that can be used can be', async () => {
    const { state, detail } = await look(redis())
    expect([state, detail]).toEqual(['ok', `127.0.0.1:${redis().members[0]?.port} can be used`])
  })

  it('DX4 names a policy that throws things away, and the remedy', async () => {
    await configured(redis(), { 'maxmemory-policy': 'allkeys-lru' }, async () => {
      expect(await look(redis())).toMatchObject({
        state: 'warn',
        detail: expect.stringContaining('set maxmemory-policy noeviction'),
      })
    })
    await configured(redis(), { 'maxmemory-policy': 'volatile-ttl', maxmemory: '1gb' }, async () => {
      expect(await look(redis())).toMatchObject({ state: 'bad', detail: expect.stringContaining('volatile-ttl') })
    })
  })

  it('DX4 tells when memory is nearly used up', async () => {
    await configured(redis(), { maxmemory: '1mb' }, async () => {
      expect(await look(redis())).toMatchObject({ state: 'warn', detail: expect.stringContaining('80 %') })
    })
  })

  it('DX4 wants writes to wait for a replica where there is one, and refuses the replica itself', async () => {
    const port = String(redis().members[0]?.port)
    const replica = await startRedis({ args: ['--replicaof', '127.0.0.1', port] })
    try {
      const found = () => look(redis())
      await vi.waitFor(async () => expect((await found()).state).toBe('warn'), { timeout: 60_000, interval: 50 })
      expect((await found()).detail).toContain('set min-replicas-to-write 1')
      await configured(redis(), { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '10' }, async () => {
        expect((await found()).detail).toContain('set min-replicas-max-lag 2')
      })
      await configured(redis(), { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '2' }, async () => {
        expect(await found()).toMatchObject({ state: 'warn', detail: expect.stringContaining('have two') })
        await using _second = await startRedis({ args: ['--replicaof', '127.0.0.1', port] })
        await vi.waitFor(async () => expect((await found()).state).toBe('ok'), { timeout: 60_000, interval: 50 })
      })
      expect(await look(replica)).toMatchObject({ state: 'bad', detail: expect.stringContaining('name the primary') })
    } finally {
      await replica.stop()
    }
  }, 180_000)

  it('DX4 says that a user may not look, where all else is well', async () => {
    await redis().ask(['ACL', 'SETUSER', 'blind', 'on', '>open', '~cv:*', '&cv:*', '+@all', '-info'])
    const urls = redis().urls.map(url => url.replace('//', '//blind:open@'))
    expect(await checkRedis({ urls, prefix: 'cv', timeoutMs: 15_000 })).toMatchObject({
      state: 'warn',
      detail: expect.stringContaining('+info'),
    })
  })

  it('DX4 says that a user may not hear or say anything in channels, and what to allow', async () => {
    await redis().ask(['ACL', 'SETUSER', 'deaf', 'on', '>open', '~*', '+@all', 'resetchannels'])
    await redis().ask(['ACL', 'SETUSER', 'mute', 'on', '>open', '~*', '&cv:*', '+@all', '-spublish'])
    for (const name of ['deaf', 'mute']) {
      const urls = redis().urls.map(url => url.replace('//', `//${name}:open@`))
      expect(await checkRedis({ urls, prefix: 'cv', timeoutMs: 15_000 })).toMatchObject({
        state: 'bad',
        detail: expect.stringContaining('give the user &cv:* and +@pubsub'),
      })
    }
  })

  it('DX4 says that a Redis has no channels', async () => {
    const mute = await startRedis({ args: ['--rename-command', 'SSUBSCRIBE', ''] })
    try {
      expect(await look(mute)).toMatchObject({ state: 'bad', detail: expect.stringContaining('no sharded channels') })
    } finally {
      await mute.stop()
    }
  }, 120_000)

  it('DX4 says what is wrong with an address, without its password', async () => {
    const [url = ''] = redis().urls
    const wrong = await checkRedis({ urls: [url.replace('//', '//cv:hush@')], prefix: 'cv', timeoutMs: 15_000 })
    expect(wrong).toMatchObject({ state: 'bad', detail: expect.stringContaining('correct REDIS_URL') })
    expect(wrong.detail).not.toContain('hush')
    expect(await checkRedis({ urls: ['redis://127.0.0.1:1'], prefix: 'cv' })).toMatchObject({ state: 'bad' })
  })
})

withRedis(
  'what doctor sees of a cluster',
  redis => {
    const fromOne = (): Promise<RedisFinding> =>
      checkRedis({ urls: redis().urls.slice(0, 1), prefix: 'cv', timeoutMs: 15_000 })

    it('DX4 one address of a cluster is enough to look at all its members', async () => {
      const { state, detail } = await fromOne()
      expect(state).toBe('ok')
      for (const { port } of redis().members) expect(detail).toContain(`127.0.0.1:${port}`)
      await redis().ask(['CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru'], 2)
      const found = await fromOne()
      await redis().ask(['CONFIG', 'SET', 'maxmemory-policy', 'noeviction'], 2)
      expect(found.state).toBe('warn')
      expect(found.detail).toMatch(
        new RegExp(`^127.0.0.1:${redis().members[2]?.port}: maxmemory-policy is allkeys-lru`),
      )
    })

    it('DX4 says once that slots are nobody’s', async () => {
      await redis().ask(['CLUSTER', 'DELSLOTS', '0', '1'], 0)
      const found = await fromOne()
      await redis().ask(['CLUSTER', 'ADDSLOTS', '0', '1'], 0)
      expect(found.state).toBe('bad')
      expect(found.detail.match(/2 slots that no member serves/g)).toHaveLength(1)
    })

    it('DX4 says which member is not there, and that several addresses are of no cluster', async () => {
      const [first = ''] = redis().urls
      const gone = await checkRedis({ urls: [first, 'redis://127.0.0.1:1'], prefix: 'cv', timeoutMs: 15_000 })
      expect(gone).toMatchObject({
        state: 'bad',
        detail: expect.stringMatching(/^127.0.0.1:1: Redis: it was not reached/),
      })
      await using single = await startRedis()
      const mixed = await checkRedis({ urls: [first, single.urls[0] ?? ''], prefix: 'cv', timeoutMs: 15_000 })
      expect(mixed).toMatchObject({ state: 'bad', detail: expect.stringContaining('it is no member of a cluster') })
    })
  },
  { cluster: true },
)
