import { afterAll, beforeAll, describe, it } from 'vitest'
import { redisLaunchTimeout } from './redis-process.ts'
import { givenRedis, type StartedRedis, type StartRedisOptions, startRedis } from './start-redis.ts'

/**
 * Tests that need a real Redis: one of their own, started from the `redis-server` that `REDIS_SERVER_BINARY` names or
 * that `PATH` has. Without one they are skipped, and one line says so; never in CI.
 */
export const withRedis = (
  name: string,
  body: (redis: () => StartedRedis) => void,
  options: StartRedisOptions = {},
): void => {
  if (givenRedis() === undefined && !process.env.CI) {
    it.skip(`RT14 ${name}: no Redis here; REDIS_SERVER_BINARY names a redis-server`)
    return
  }
  describe(name, () => {
    let started: StartedRedis | undefined
    beforeAll(async () => {
      started = await startRedis(options)
    }, 2 * redisLaunchTimeout)
    afterAll(async () => {
      await started?.stop()
    }, redisLaunchTimeout)
    body(() => {
      if (started === undefined) throw new Error('Redis was not started')
      return started
    })
  })
}
