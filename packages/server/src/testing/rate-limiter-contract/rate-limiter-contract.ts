import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RateLimiter, RateRule } from '../../ports/rate-limiter.ts'

/** A limiter under test with the time it goes by, and how to let go of it. */
export interface LimiterUnderTest {
  readonly limiter: RateLimiter
  advance(ms: number): void
  dispose(): Promise<void>
}

const rule: RateRule = { count: 5, windowMs: 60_000 }

/** What every `RateLimiter` must do (SE5): run it by each adapter's own test. */
export const rateLimiterContract = (name: string, create: () => Promise<LimiterUnderTest>): void => {
  describe(`${name} keeps the contract of rate limiters`, () => {
    let under: LimiterUnderTest
    beforeEach(async () => {
      under = await create()
    })
    afterEach(() => under.dispose())

    const takeAll = async (key: string, times: number): Promise<boolean[]> => {
      const allowed: boolean[] = []
      for (let at = 0; at < times; at++) allowed.push((await under.limiter.take(key, rule)).allowed)
      return allowed
    }

    it('SE5 allows as many as the rule says, then refuses with the time to wait', async () => {
      expect(await takeAll('a', 5)).toEqual([true, true, true, true, true])
      const refused = await under.limiter.take('a', rule)
      expect(refused).toMatchObject({ allowed: false, remaining: 0 })
      expect(refused.retryAfter).toBeGreaterThan(0)
    })

    it('SE5 counts down what is left', async () => {
      expect(await under.limiter.take('a', rule)).toEqual({ allowed: true, retryAfter: 0, remaining: 4 })
      expect(await under.limiter.take('a', rule, 3)).toMatchObject({ remaining: 1 })
    })

    it('SE5 counts each key by itself', async () => {
      await takeAll('a', 6)
      expect(await takeAll('b', 5)).toEqual([true, true, true, true, true])
    })

    it('SE5 allows again after the time that it named', async () => {
      await takeAll('a', 5)
      under.advance(20_000)
      const { retryAfter } = await under.limiter.take('a', rule)
      under.advance(retryAfter * 1_000)
      expect(await under.limiter.take('a', rule)).toMatchObject({ allowed: true })
    })

    it('SE5 a refused attempt costs nothing', async () => {
      await takeAll('a', 500)
      under.advance(2 * rule.windowMs)
      expect(await takeAll('a', 5)).toEqual([true, true, true, true, true])
    })

    it('SE5 a cost above the rule is never allowed, and costs nothing', async () => {
      expect(await under.limiter.take('a', rule, 6)).toMatchObject({ allowed: false })
      expect(await under.limiter.take('a', rule, 5)).toMatchObject({ allowed: true })
    })

    it('SE5 no window ever holds more than the rule allows, and a steady rate well below it always passes', async () => {
      const step = fc.record({ wait: fc.nat({ max: 30_000 }), cost: fc.integer({ min: 1, max: 3 }) })
      let run = 0
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60 }), async steps => {
          const key = `property-${run++}`
          const taken: { at: number; cost: number }[] = []
          let now = 0
          for (const { wait, cost } of steps) {
            now += wait
            under.advance(wait)
            if ((await under.limiter.take(key, rule, cost)).allowed) taken.push({ at: now, cost })
          }
          for (const { at } of taken) {
            const inWindow = taken.filter(use => use.at <= at && use.at > at - rule.windowMs)
            expect(inWindow.reduce((sum, use) => sum + use.cost, 0)).toBeLessThanOrEqual(rule.count)
          }
          under.advance(2 * rule.windowMs)
          for (let at = 0; at < 20; at++) {
            expect(await under.limiter.take(key, rule)).toMatchObject({ allowed: true })
            under.advance((2 * rule.windowMs) / rule.count)
          }
        }),
        { numRuns: 50 },
      )
    })
  })
}
