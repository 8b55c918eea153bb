import type { Clock } from '../clock.ts'

/** A clock that stands still until it is told otherwise. Also the one of tests that never wait. */
export interface ManualClock extends Clock {
  /** Moves on and calls what became due, in order; also what that sets up within the time. Settles promises between. */
  advance(milliseconds: number): Promise<void>
  /** Moves on as on a device that sleeps: nothing is called. What became due is called by the next `advance`. */
  sleep(milliseconds: number): void
  /** How many calls are waiting: none, once everything was closed. */
  readonly waiting: number
}

interface Timer {
  readonly at: number
  readonly call: () => void
}

/** Lets everything run that waits for promises only. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}

/** Makes a clock for tests; `start` is its first hour in milliseconds since the epoch. */
export const manualClock = (start = 1_800_000_000_000): ManualClock => {
  const timers = new Set<Timer>()
  let now = start
  const next = (until: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0]
  return {
    now: () => now,
    after: (milliseconds, call) => {
      const timer = { at: now + milliseconds, call }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: async milliseconds => {
      const until = now + milliseconds
      await settle()
      for (let timer = next(until); timer; timer = next(until)) {
        timers.delete(timer)
        now = Math.max(now, timer.at)
        timer.call()
        await settle()
      }
      now = until
    },
    sleep: milliseconds => {
      now += milliseconds
    },
    get waiting() {
      return timers.size
    },
  }
}
