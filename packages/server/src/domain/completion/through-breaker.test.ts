import { expect, it, vi } from 'vitest'
import { createMemoryBreaker } from '../../adapters/memory/memory-breaker.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import type { Completion } from './complete.ts'
import { throughBreaker } from './through-breaker.ts'

const outcome = (failure: unknown): Completion => ({ text: '', usage: null, consumed: false, failure })

it('AI2.5 calls of jobs trip the breaker of answers, and are spared by it', async () => {
  const clock = createFakeClock()
  const breaker = createMemoryBreaker({ clock, failures: 2, openMs: 1_000 })
  const call = vi.fn(async () => outcome(new ProviderFailure('unavailable', { retryAfter: 2 })))
  await throughBreaker(breaker, 'a', call)
  await throughBreaker(breaker, 'a', call)
  const spared = await throughBreaker(breaker, 'a', call)
  expect(spared.failure).toMatchObject({ kind: 'spared', retryAfter: 2 })
  expect(call).toHaveBeenCalledTimes(2)
  clock.advance(2_000)
  expect(await throughBreaker(breaker, 'a', async () => outcome(null))).toEqual(outcome(null))
  expect(await breaker.tripped()).toEqual([])
})

it.each([new ProviderFailure('request'), new Error('stopped')])(
  'AI2.5 what is no fault of the service leaves its breaker alone (%s)',
  async failure => {
    const breaker = createMemoryBreaker({ clock: createFakeClock(), failures: 1 })
    await throughBreaker(breaker, 'a', async () => outcome(failure))
    expect(await breaker.tripped()).toEqual([])
  },
)
