import { expect, it } from 'vitest'
import { connectRedis } from '../../packages/server/src/adapters/redis/connect-redis.ts'
import { redisTarget } from '../../packages/server/src/adapters/redis/connect-target.ts'
import { givenRedis } from '../../packages/server/src/testing/start-redis.ts'
import { startRedisPair } from './redis-pair.ts'

/** One command over a connection of its own. */
const say = async (url: string, ...words: string[]): Promise<unknown> => {
  const connection = await connectRedis(redisTarget(url), { timeoutMs: 20_000 })
  try {
    return await connection.send(words)
  } finally {
    connection.end('it was only asked')
  }
}

const needsRedis = it.skipIf(givenRedis() === undefined && !process.env.CI)

needsRedis(
  'RT14.6 a replica that lags answers at the same address with what it had, and what is written then is followed',
  async () => {
    await using pair = await startRedisPair()
    for (const round of ['first', 'second']) {
      await pair.untilFollowing()
      await say(pair.url, 'SET', 'kept', round)
      // Its replica has said that it has this.
      expect(await say(pair.url, 'WAIT', '1', '20000')).toBe(1)
      await pair.lag()
      await say(pair.url, 'SET', 'lost', round)
      await pair.promote()
      expect(await say(pair.url, 'GET', 'kept')).toBe(round)
      expect(await say(pair.url, 'GET', 'lost')).toBeNull()
      expect(await say(pair.url, 'SET', 'written', round)).toBe('OK')
    }
  },
  120_000,
)
