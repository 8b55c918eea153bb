import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { rateLimiterContract } from '../../testing/rate-limiter-contract/rate-limiter-contract.ts'
import { takeOne } from '../../testing/take-one.ts'
import { createMemoryRateLimiter } from './memory-rate-limiter.ts'

rateLimiterContract('the limiter in memory', async () => {
  const clock = createFakeClock()
  return { limiter: createMemoryRateLimiter({ clock }), advance: clock.advance, dispose: async () => {} }
})

const rule = { count: 5, windowMs: 60_000 }

it('SE5 pushing a key out of a full table does not give it a fresh count', async () => {
  const clock = createFakeClock()
  const limiter = createMemoryRateLimiter({ clock, maxKeys: 10, cells: 4 })
  for (let at = 0; at < 5; at++) await takeOne(limiter, 'attacker', rule)
  for (let at = 0; at < 1_000; at++) await takeOne(limiter, `other-${at}`, rule)
  expect(await takeOne(limiter, 'attacker', rule)).toMatchObject({ allowed: false })
})

it('SE5 keys that were pushed out are forgotten after their window, also where others keep coming', async () => {
  const clock = createFakeClock()
  const limiter = createMemoryRateLimiter({ clock, maxKeys: 10, cells: 1 })
  for (let at = 0; at < 5; at++) await takeOne(limiter, 'attacker', rule)
  for (let at = 0; at < 100; at++) {
    clock.advance(1_000)
    await takeOne(limiter, `other-${at % 50}`, rule)
  }
  expect(await takeOne(limiter, 'newcomer', { count: 30, windowMs: 60_000 })).toMatchObject({ allowed: true })
})

it('SE5 a burst may be repeated exactly one window after it', async () => {
  const clock = createFakeClock()
  const limiter = createMemoryRateLimiter({ clock })
  clock.advance(12_345)
  expect(await takeOne(limiter, 'a', rule, 5)).toMatchObject({ allowed: true })
  clock.advance(rule.windowMs - 1)
  expect(await takeOne(limiter, 'a', rule)).toMatchObject({ allowed: false, retryAfter: 1 })
  clock.advance(1)
  expect(await takeOne(limiter, 'a', rule, 5)).toMatchObject({ allowed: true })
})

it('SE5 a key that is used all the time keeps a handful of counters', async () => {
  const clock = createFakeClock()
  const limiter = createMemoryRateLimiter({ clock })
  const wide = { count: 1_000_000, windowMs: 60_000 }
  // Far more uses than counters: were each use kept, the last one would be slow and large.
  for (let at = 0; at < 200_000; at++) {
    clock.advance(1)
    await takeOne(limiter, 'busy', wide)
  }
  const { remaining } = await takeOne(limiter, 'busy', wide)
  expect(1_000_000 - remaining).toBeGreaterThanOrEqual(60_000)
  expect(1_000_000 - remaining).toBeLessThanOrEqual(60_000 * 1.11)
})

it('SE5 however keys push each other out, none is ever allowed more than its rule in any window', () => {
  const use = fc.record({ key: fc.nat(7), wait: fc.nat({ max: 8_000 }), cost: fc.integer({ min: 1, max: 2 }) })
  fc.assert(
    fc.property(fc.array(use, { maxLength: 150 }), uses => {
      const clock = createFakeClock()
      const limiter = createMemoryRateLimiter({ clock, maxKeys: 3, cells: 2 })
      const taken: { key: number; at: number; cost: number }[] = []
      for (const { key, wait, cost } of uses) {
        clock.advance(wait)
        const verdicts = limiter.take([{ key: `key-${key}`, rule, cost }])
        if (!(verdicts instanceof Promise) && verdicts[0]?.allowed) taken.push({ key, at: clock.monotonic(), cost })
      }
      for (const { key, at } of taken) {
        const inWindow = taken.filter(other => other.key === key && other.at <= at && other.at > at - rule.windowMs)
        expect(inWindow.reduce((sum, other) => sum + other.cost, 0)).toBeLessThanOrEqual(rule.count)
      }
    }),
  )
})
