import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onceMs, type RateLimiter, type RateRule } from '../../ports/rate-limiter.ts'
import { takeOne } from '../take-one.ts'

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
      for (let at = 0; at < times; at++) allowed.push((await takeOne(under.limiter, key, rule)).allowed)
      return allowed
    }

    it('SE5 allows as many as the rule says, then refuses with the time to wait', async () => {
      expect(await takeAll('a', 5)).toEqual([true, true, true, true, true])
      const refused = await takeOne(under.limiter, 'a', rule)
      expect(refused).toMatchObject({ allowed: false, remaining: 0 })
      expect(refused.retryAfter).toBeGreaterThan(0)
    })

    it('SE5 counts down what is left', async () => {
      expect(await takeOne(under.limiter, 'a', rule)).toEqual({ allowed: true, retryAfter: 0, remaining: 4 })
      expect(await takeOne(under.limiter, 'a', rule, 3)).toMatchObject({ remaining: 1 })
    })

    it('SE5 counts each key by itself', async () => {
      await takeAll('a', 6)
      expect(await takeAll('b', 5)).toEqual([true, true, true, true, true])
    })

    it('SE5 allows again after the time that it named', async () => {
      await takeAll('a', 5)
      under.advance(20_000)
      const { retryAfter } = await takeOne(under.limiter, 'a', rule)
      under.advance(retryAfter * 1_000)
      expect(await takeOne(under.limiter, 'a', rule)).toMatchObject({ allowed: true })
    })

    it('SE5 a refused attempt costs nothing', async () => {
      await takeAll('a', 500)
      under.advance(2 * rule.windowMs)
      expect(await takeAll('a', 5)).toEqual([true, true, true, true, true])
    })

    it('SE5 a cost above the rule is never allowed, and costs nothing', async () => {
      expect(await takeOne(under.limiter, 'a', rule, 6)).toMatchObject({ allowed: false })
      expect(await takeOne(under.limiter, 'a', rule, 5)).toMatchObject({ allowed: true })
    })

    it('SE5 several keys are counted together, each by its own rule, and each says what is left', async () => {
      const wide = { count: 100, windowMs: 60_000 }
      const all = [
        { key: 'a', rule },
        { key: 'b', rule: wide, cost: 3 },
        { key: 'c', rule },
      ]
      expect(await under.limiter.take(all)).toEqual(
        [4, 97, 4].map(remaining => ({ allowed: true, retryAfter: 0, remaining })),
      )
      expect(await takeOne(under.limiter, 'b', wide)).toMatchObject({ remaining: 96 })
      expect(await under.limiter.take([])).toEqual([])
    })

    it('SE5 where one of several keys refuses, none is counted, whichever it is', async () => {
      for (const [at, full] of ['a', 'b', 'c'].entries()) {
        await takeAll(full, 5)
        const keys = ['a', 'b', 'c'].map(key => ({ key: key === full ? key : `${key}${at}`, rule }))
        for (let n = 0; n < 9; n++) {
          const verdicts = await under.limiter.take(keys)
          expect(verdicts.map(({ allowed }) => allowed)).toEqual([0, 1, 2].map(other => other !== at))
          expect(verdicts[at]?.retryAfter).toBeGreaterThan(0)
          expect(verdicts[(at + 1) % 3]).toEqual({ allowed: true, retryAfter: 0, remaining: 5 })
        }
        for (const { key } of keys.filter(({ key }) => key !== full)) {
          expect(await takeOne(under.limiter, key, rule, 5)).toMatchObject({ allowed: true, remaining: 0 })
        }
      }
    })

    it('SE5 a refusal by one key leaves what others took of the rest as it was, also of old', async () => {
      const [shared, own] = [
        { key: 'shared', rule },
        { key: 'own', rule: { count: 1, windowMs: 60_000 } },
      ]
      await under.limiter.take([shared, own])
      under.advance(30_000)
      for (let n = 0; n < 9; n++) await under.limiter.take([shared, own])
      expect(await takeOne(under.limiter, 'shared', rule, 4)).toMatchObject({ allowed: true, remaining: 0 })
      under.advance(30_000)
      expect(await takeOne(under.limiter, 'shared', rule)).toMatchObject({ allowed: true, remaining: 0 })
      expect(await takeOne(under.limiter, 'own', own.rule)).toMatchObject({ allowed: true })
    })

    it('SE5 of several keys that come at once, and of which one is full, no more pass than it allows', async () => {
      const wide = { count: 100, windowMs: 60_000 }
      const calls = Array.from({ length: 40 }, (_, n) =>
        under.limiter.take([
          { key: `user-${n}`, rule },
          { key: 'project', rule },
          { key: 'place', rule: wide },
        ]),
      )
      const passed = (await Promise.all(calls)).filter(verdicts => verdicts.every(({ allowed }) => allowed))
      expect(passed).toHaveLength(5)
      expect(await takeOne(under.limiter, 'place', wide)).toMatchObject({ remaining: 94 })
    })

    it('RT11 copies of one act are counted once, for some seconds, and only where they were allowed', async () => {
      const takes = ['a', 'b'].map(key => ({ key, rule }))
      const wide = { count: 100, windowMs: 60_000 }
      for (const [at, name] of ['one', 'one', 'two', 'one', 'two'].entries()) {
        const verdicts = await under.limiter.take(takes, name)
        const remaining = at < 2 ? 4 : 3
        expect(verdicts).toEqual([0, 1].map(() => ({ allowed: true, retryAfter: 0, remaining })))
      }
      expect((await Promise.all(Array.from({ length: 9 }, () => under.limiter.take(takes, 'three')))).flat()).toEqual(
        Array(18).fill({ allowed: true, retryAfter: 0, remaining: 2 }),
      )
      under.advance(onceMs)
      expect(await under.limiter.take(takes, 'one')).toMatchObject([{ remaining: 1 }, { remaining: 1 }])
      await takeAll('b', 1)
      // Full by now: a name that was refused is no pass for its copies, here or once there is room.
      for (let n = 0; n < 3; n++)
        expect(await under.limiter.take(takes, 'four')).toMatchObject([{ remaining: 1 }, { allowed: false }])
      under.advance(rule.windowMs)
      expect(await under.limiter.take(takes, 'four')).toMatchObject([{ remaining: 4 }, { remaining: 4 }])
      expect(await takeOne(under.limiter, 'c', wide)).toMatchObject({ remaining: 99 })
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
            if ((await takeOne(under.limiter, key, rule, cost)).allowed) taken.push({ at: now, cost })
          }
          for (const { at } of taken) {
            const inWindow = taken.filter(use => use.at <= at && use.at > at - rule.windowMs)
            expect(inWindow.reduce((sum, use) => sum + use.cost, 0)).toBeLessThanOrEqual(rule.count)
          }
          under.advance(2 * rule.windowMs)
          for (let at = 0; at < 20; at++) {
            expect(await takeOne(under.limiter, key, rule)).toMatchObject({ allowed: true })
            under.advance((2 * rule.windowMs) / rule.count)
          }
        }),
        { numRuns: 50 },
      )
    })
  })
}
