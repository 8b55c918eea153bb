import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { insist, pause } from './insist.ts'
import { retryDelay } from './retry-delay.ts'

const how = (signal = new AbortController().signal) => ({ retryMs: 1, maxRetryMs: 2, signal })
const away = new CodedError('store_unavailable')

it('RT1 a store that is away is tried again until it answers, and each try knows of the ones before', async () => {
  const seen: boolean[] = []
  const answer = await insist(async unsure => {
    seen.push(unsure)
    if (seen.length < 4) throw away
    return 'done'
  }, how())
  expect(answer).toBe('done')
  expect(seen).toEqual([false, true, true, true])
})

it('RT1 what the store refuses is not tried again', async () => {
  let tries = 0
  const refused = insist(async () => {
    tries++
    throw new CodedError('conflict')
  }, how())
  await expect(refused).rejects.toMatchObject({ code: 'conflict' })
  expect(tries).toBe(1)
})

it('RT15 trying ends with the abort, also while it waits', async () => {
  const abort = new AbortController()
  const trying = insist(() => Promise.reject(away), { retryMs: 60_000, maxRetryMs: 60_000, signal: abort.signal })
  await null
  abort.abort()
  await expect(trying).rejects.toBe(away)
  await expect(pause(60_000, abort.signal)).resolves.toBeUndefined()
})

it('RT1 waits grow, spread, and stay within their bounds', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (tries, chance) => {
      const ms = retryDelay(tries, { retryMs: 50, maxRetryMs: 5_000 }, () => chance)
      expect(ms).toBeGreaterThanOrEqual(25)
      expect(ms).toBeLessThanOrEqual(Math.min(5_000, 50 * 2 ** tries))
    }),
  )
})
