import { afterEach, beforeEach, expect, vi } from 'vitest'

/**
 * Fakes the timers of every test of a file, none of which may leave one behind. Answers what lets time pass: so many
 * milliseconds, or else `usually`.
 */
export const fakeTime = (usually = 1_000): ((ms?: number) => Promise<unknown>) => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
  return (ms = usually) => vi.advanceTimersByTimeAsync(ms)
}
