import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenLifetime } from './token-lifetime.ts'

describe('tokenLifetime', () => {
  it('SE1 a clock that is wrong by hours changes nothing: the life of a token counts, not its hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
        fc.integer({ min: 0, max: 3_600_000 }),
        (wrong, life) => {
          const here = 1_800_000_000_000
          const serverTime = here + wrong
          const { renewAt, endsAt } = tokenLifetime({ serverTime, expiresAt: serverTime + life }, here)
          expect(endsAt).toBe(here + life)
          expect(renewAt).toBeLessThanOrEqual(endsAt)
          expect(renewAt).toBeGreaterThanOrEqual(here)
        },
      ),
    )
  })

  it('SE1 a token is replaced a minute before its end, or at three quarters of a short life', () => {
    const issued = (life: number) => ({ serverTime: 0, expiresAt: life })
    expect(tokenLifetime(issued(600_000), 0).renewAt).toBe(540_000)
    expect(tokenLifetime(issued(4_000), 0).renewAt).toBe(3_000)
  })
})
