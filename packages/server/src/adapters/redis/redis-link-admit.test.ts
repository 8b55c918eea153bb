import { expect, it, vi } from 'vitest'
import type { Logger } from '../../ports/logger.ts'
import { openRedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import type { StartedRedis } from '../../testing/start-redis.ts'
import { type ChannelWord, openRedisChannels } from './redis-link-channels.ts'

const patient = { timeout: 60_000, interval: 10 }

const clock = { now: () => Date.now(), monotonic: () => performance.now() }

const openChannels = (urls: readonly string[]) =>
  openRedisChannels({ urls, prefix: 'cv', clock, logger: silentLogger, timeoutMs: 15_000 })

const remedy = 'give the user &cv:* and +@pubsub'

/** Tells all members what the user may do, and answers the addresses with its name. */
const userMay = async (redis: StartedRedis, ...rules: string[]): Promise<string[]> => {
  for (const member of redis.members.keys())
    await redis.ask(['ACL', 'SETUSER', 'guest', 'on', '>open', '~*', '+@all', 'resetchannels', ...rules], member)
  return redis.urls.map(url => url.replace('//', '//guest:open@'))
}

withRedis('rights at a Redis', redis => {
  /** How often it has refused something for lack of a right. */
  const refusals = async (): Promise<number> =>
    Number(/errorstat_NOPERM:count=(\d+)/.exec(String(await redis().ask(['INFO', 'errorstats'])))?.[1])

  it('RT14 a user who may not listen is refused at the start, with the remedy', async () => {
    const urls = await userMay(redis())
    await expect(openChannels(urls)).rejects.toMatchObject({
      code: 'store_unavailable',
      retryAfter: undefined,
      detail: expect.stringContaining(remedy),
    })
  })

  it('RT14 a user who loses the right to listen is away with the remedy, which the log says once', async () => {
    const reasons: unknown[] = []
    const logger: Logger = { ...silentLogger, warn: fields => reasons.push(fields.reason) }
    const rig = await openRedisRig(await userMay(redis(), '&cv:*'), { prefix: 'cv', logger })
    const words: ChannelWord[] = []
    const channel = rig.link.key('heard', 'a')
    await rig.channels.listen(channel, word => words.push(word))
    await userMay(redis())
    const refused = () => rig.channels.state.name === 'away' && rig.channels.state.reason.includes(remedy)
    await vi.waitFor(() => expect(refused()).toBe(true), patient)
    const before = await refusals()
    await vi.waitFor(async () => expect(await refusals()).toBeGreaterThan(before + 1), patient)
    expect(reasons.filter(reason => String(reason).includes(remedy))).toHaveLength(1)
    expect(rig.link.state.name).toBe('connected')
    await userMay(redis(), '&cv:*')
    await vi.waitFor(() => expect(words).toEqual([{ kind: 'renewed' }]), patient)
    await redis().ask(['SPUBLISH', channel, 'again'])
    await vi.waitFor(() => expect(words.at(-1)).toEqual({ kind: 'said', text: 'again' }), patient)
    await rig.close()
  }, 120_000)

  it('RT14 a channel that alone is refused is given as the reason', async () => {
    const rig = await openRedisRig(await userMay(redis(), '&cv:probe'), { prefix: 'cv' })
    await rig.channels.listen(rig.link.key('heard', 'b'), () => {})
    const reason = 'it refuses a subscription: the user of REDIS_URL may not do this'
    await vi.waitFor(() => expect(rig.channels.state).toMatchObject({ reason }), patient)
    await rig.close()
  }, 120_000)
})

withRedis(
  'rights at a cluster',
  redis => {
    it('RT14 a user who may not listen at a cluster is refused at the start, with the remedy', async () => {
      const urls = await userMay(redis())
      await expect(openChannels(urls)).rejects.toMatchObject({
        code: 'store_unavailable',
        retryAfter: undefined,
        detail: expect.stringContaining(remedy),
      })
      const channels = await openChannels(await userMay(redis(), '&cv:*'))
      await vi.waitFor(() => expect(channels.state.name).toBe('connected'), patient)
      await channels.close()
    }, 120_000)
  },
  { cluster: true },
)
