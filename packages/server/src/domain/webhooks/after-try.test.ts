import fc from 'fast-check'
import { expect, it } from 'vitest'
import { afterTry, retryWaits } from './after-try.ts'

const answered = (status: number, retryAfterMs: number | null = null) =>
  ({ kind: 'answered', status, retryAfterMs }) as const
const first = { attempt: 1, now: 100, random: 0.5 }

it('OP6.2 any 2xx has arrived', () => {
  for (const status of [200, 204, 299])
    expect(afterTry(answered(status), first)).toEqual({ status, error: null, end: { state: 'delivered' } })
})

it('OP6.2 what failed comes again after a random part of a growing wait, seven tries in all', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const { end, error } = afterTry({ kind: 'failed', error: 'timeout' }, { attempt, now: 100, random })
      expect(error).toBe('timeout')
      expect(end.state).toBe(attempt > 6 ? 'dead' : 'waiting')
      if (end.state !== 'waiting') return
      expect(end.nextAt - 100).toBeGreaterThanOrEqual(1_000)
      expect(end.nextAt - 100).toBeLessThanOrEqual(retryWaits[attempt - 1] ?? 0)
    }),
  )
})

it('OP6.2 a server that asks for time is given it, where its status says that it has too much to do', () => {
  const nextAt = (result: ReturnType<typeof answered>) => afterTry(result, first).end
  expect(nextAt(answered(429, 50_000))).toEqual({ state: 'waiting', nextAt: 50_100 })
  expect(nextAt(answered(503, 50_000))).toEqual({ state: 'waiting', nextAt: 50_100 })
  expect(nextAt(answered(503, 10))).toEqual({ state: 'waiting', nextAt: 2_600 })
  expect(nextAt(answered(500, 50_000))).toEqual({ state: 'waiting', nextAt: 2_600 })
})

it('OP6.2 what is gone is given up at once; redirects and other answers have codes of their own', () => {
  expect(afterTry(answered(410), first)).toEqual({ status: 410, error: 'status', end: { state: 'dead' } })
  expect(afterTry(answered(308), first)).toMatchObject({ status: 308, error: 'redirect', end: { state: 'waiting' } })
  expect(afterTry(answered(404), first)).toMatchObject({ status: 404, error: 'status', end: { state: 'waiting' } })
})
