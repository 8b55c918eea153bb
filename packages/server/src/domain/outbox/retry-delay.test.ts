import fc from 'fast-check'
import { expect, it } from 'vitest'
import { retryDelay } from './retry-delay.ts'

it('ST7 the wait after a failed delivery grows and is bounded', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), attempts => {
      expect(retryDelay(attempts)).toBeGreaterThanOrEqual(1_000)
      expect(retryDelay(attempts)).toBeLessThanOrEqual(60_000)
      expect(retryDelay(attempts + 1)).toBeGreaterThanOrEqual(retryDelay(attempts))
    }),
  )
})
