import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoff } from './backoff.ts'

describe('backoff', () => {
  it('RT9 waits anything between nothing and a limit that doubles, up to 30 s', () => {
    expect([0, 1, 2, 3].map(attempt => backoff(attempt, 0, () => 1))).toEqual([500, 1_000, 2_000, 4_000])
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const wait = backoff(attempt, 0, () => random)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(30_000)
      }),
    )
  })

  it('RT9 waits at least as long as the server asked for', () => {
    expect(backoff(0, 7, () => 0)).toBe(7_000)
  })
})
