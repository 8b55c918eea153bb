import { afterEach, describe, expect, it } from 'vitest'
import type { Admittance, Breaker, BreakerPass, BreakerState } from '../../ports/breaker.ts'

/** What a breaker under test is made with; times in milliseconds. */
export interface BreakerSettings {
  readonly failures: number
  readonly openMs: number
  readonly maxOpenMs: number
  readonly probeMs: number
  readonly maxTargets?: number
  readonly changed: (target: string, from: BreakerState, to: BreakerState) => void
}

/** A breaker under test with the time it goes by, and how to let go of it. */
export interface BreakerUnderTest {
  readonly breaker: Breaker
  now(): number
  advance(ms: number): void
  dispose(): Promise<void>
}

const passOf = (admittance: Admittance): BreakerPass => {
  if (!admittance.admitted) throw new Error('It was not admitted')
  return admittance.pass
}

const failOnce = async (breaker: Breaker, target = 'a', waitMs?: number): Promise<void> =>
  breaker.failed(passOf(await breaker.admit(target)), waitMs)

const trip = async (breaker: Breaker, target = 'a'): Promise<void> => {
  for (let n = 0; n < 3; n++) await failOnce(breaker, target)
}

/** What every `Breaker` must do (AI2): run it by each adapter's own test. */
export const breakerContract = (
  name: string,
  create: (settings: BreakerSettings) => Promise<BreakerUnderTest>,
): void => {
  describe(`${name} keeps the contract of breakers`, () => {
    let under: BreakerUnderTest | undefined
    afterEach(() => under?.dispose())

    const setUp = async (settings: Partial<BreakerSettings> = {}) => {
      const changes: string[] = []
      const changed: BreakerSettings['changed'] = (target, from, to) => changes.push(`${target}: ${from} → ${to}`)
      under = await create({ failures: 3, openMs: 1_000, maxOpenMs: 5_000, probeMs: 2_000, changed, ...settings })
      return { ...under, changes }
    }

    it('AI2.5 it opens after so many failures in a row, each target for itself', async () => {
      const { breaker, changes, now } = await setUp()
      await trip(breaker)
      expect(await breaker.admit('a')).toEqual({ admitted: false, waitMs: 1_000 })
      expect(await breaker.admit('b')).toMatchObject({ admitted: true })
      expect(changes).toEqual(['a: closed → open'])
      expect(await breaker.tripped()).toEqual([{ target: 'a', state: 'open', until: now() + 1_000 }])
    })

    it('AI2.5 a success between failures begins the count anew', async () => {
      const { breaker } = await setUp()
      for (let n = 0; n < 5; n++) {
        await failOnce(breaker)
        await failOnce(breaker)
        await breaker.succeeded(passOf(await breaker.admit('a')))
      }
      expect(await breaker.tripped()).toEqual([])
    })

    it('AI2.5 when its time is over one call is let through, and no other until that is heard of', async () => {
      const { breaker, advance, changes } = await setUp()
      await trip(breaker)
      advance(1_000)
      const probe = passOf(await breaker.admit('a'))
      expect(probe.probe).toBe(true)
      expect(await breaker.admit('a')).toMatchObject({ admitted: false })
      await breaker.succeeded(probe)
      expect(await breaker.admit('a')).toMatchObject({ admitted: true, pass: { probe: false } })
      expect(changes).toEqual(['a: closed → open', 'a: open → half-open', 'a: half-open → closed'])
    })

    it('AI2.5 a probe that fails opens it for twice as long, up to its most', async () => {
      const { breaker, advance } = await setUp()
      await trip(breaker)
      for (const waitMs of [2_000, 4_000, 5_000, 5_000]) {
        advance(5_000)
        await failOnce(breaker)
        expect(await breaker.admit('a')).toEqual({ admitted: false, waitMs })
      }
    })

    it('AI2.5 a probe that says nothing leaves its place to the next', async () => {
      const { breaker, advance } = await setUp()
      await trip(breaker)
      advance(1_000)
      await breaker.left(passOf(await breaker.admit('a')))
      expect(passOf(await breaker.admit('a')).probe).toBe(true)
    })

    it('AI2.5 a probe of which nothing is heard is forgotten', async () => {
      const { breaker, advance } = await setUp()
      await trip(breaker)
      advance(1_000)
      await breaker.admit('a')
      advance(1_999)
      expect(await breaker.admit('a')).toMatchObject({ admitted: false })
      advance(1)
      expect(passOf(await breaker.admit('a')).probe).toBe(true)
    })

    it('AI2.5 calls that were out when it opened do not open it for longer', async () => {
      const { breaker } = await setUp()
      const late = passOf(await breaker.admit('a'))
      await trip(breaker)
      await breaker.failed(late)
      await breaker.left(late)
      expect(await breaker.admit('a')).toEqual({ admitted: false, waitMs: 1_000 })
    })

    it('AI2.5 it stays open for as long as the service asks for, within its most', async () => {
      const { breaker } = await setUp({ failures: 1 })
      await failOnce(breaker, 'a', 3_000)
      await failOnce(breaker, 'b', 90_000)
      expect(await breaker.admit('a')).toMatchObject({ waitMs: 3_000 })
      expect(await breaker.admit('b')).toMatchObject({ waitMs: 5_000 })
    })

    it('AI2.5 of those that are not closed the longest open comes first', async () => {
      const { breaker, advance } = await setUp({ failures: 1 })
      for (const target of ['c', 'a', 'b']) {
        await failOnce(breaker, target)
        advance(100)
      }
      advance(1_000)
      await breaker.admit('c')
      expect((await breaker.tripped()).map(({ target, state }) => `${target} ${state}`)).toEqual([
        'c half-open',
        'a open',
        'b open',
      ])
    })

    it('SE5 targets are forgotten, the one that failed longest ago first', async () => {
      const { breaker, advance } = await setUp({ failures: 1, maxTargets: 2 })
      for (const target of ['a', 'b', 'c']) {
        await failOnce(breaker, target)
        advance(1)
      }
      expect((await breaker.tripped()).map(({ target }) => target)).toEqual(['b', 'c'])
    })
  })
}
