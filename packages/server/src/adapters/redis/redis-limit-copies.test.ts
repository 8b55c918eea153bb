import { expect, it } from 'vitest'
import { silentLogger } from '../../testing/silent-logger.ts'
import { closedRateLimiter, createRedisRateLimiter } from './redis-rate-limiter.ts'

const clock = { now: () => 0, monotonic: () => 0 }
const rule = { count: 5, windowMs: 60_000 }

/** A limiter on a cluster that says this of the keys in turn, and the costs that it was asked for. */
const scripted = (...answers: number[][]) => {
  const costs: unknown[] = []
  const link = {
    isCluster: true,
    key: (...words: string[]) => words.join(':'),
    run: async (_script: unknown, _keys: readonly string[], args: readonly (string | number)[]) => {
      costs.push(args.at(-1))
      return answers.shift() ?? [0, 1, 0, 5]
    },
  }
  const limiter = createRedisRateLimiter({ link, standIn: closedRateLimiter, clock, logger: silentLogger })
  return { limiter, costs }
}

const [counted, known, refused] = [
  [1, 1, 0, 4],
  [0, 1, 0, 4],
  [0, 0, 7, 0],
]
const takes = ['a', 'b', 'c'].map(key => ({ key, rule }))

it('SE5 on a cluster what was counted is given back where another refuses, and nothing that was counted for a copy', async () => {
  const { limiter, costs } = scripted(counted, known, refused)
  expect(await limiter.take(takes, 'copy')).toEqual([
    { allowed: true, retryAfter: 0, remaining: 5 },
    { allowed: true, retryAfter: 0, remaining: 4 },
    { allowed: false, retryAfter: 7, remaining: 0 },
  ])
  expect(costs).toEqual([1, 1, 1, -1])
})

it('SE5 on a cluster nothing is given back where all allow', async () => {
  const { limiter, costs } = scripted(counted, known, counted)
  expect((await limiter.take(takes, 'copy')).every(({ allowed }) => allowed)).toBe(true)
  expect(costs).toEqual([1, 1, 1])
})
