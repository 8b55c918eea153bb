import fc from 'fast-check'
import { expect, it } from 'vitest'
import { attemptOf, retryDelay } from './retry-delay.ts'

it('OP5.4 the wait before a retry is random below a bound that doubles, ten minutes at most', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (n, r) => {
        const bound = Math.min(600_000, 1_000 * 2 ** (n - 1))
        expect(retryDelay(n, () => r)).toBeGreaterThanOrEqual(0)
        expect(retryDelay(n, () => r)).toBeLessThanOrEqual(bound)
        expect(retryDelay(n, () => 0.999_999)).toBe(bound)
      },
    ),
  )
  const waits = new Set(Array.from({ length: 50 }, () => retryDelay(10)))
  expect(waits.size).toBeGreaterThan(10)
})

it('OP5.4 each round of tries begins with the first', () => {
  expect([1, 2, 3, 4, 5, 6].map(count => attemptOf(count, 3))).toEqual([1, 2, 3, 1, 2, 3])
})
