import type { Clock } from '../ports/clock.ts'

/** A clock that stands until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves it by so many milliseconds. */
  advance(ms: number): void
}

/** @param start milliseconds since the Unix epoch */
export const createFakeClock = (start = 1_800_000_000_000): FakeClock => {
  let passed = 0
  return {
    now: () => start + passed,
    monotonic: () => passed,
    advance(ms) {
      passed += ms
    },
  }
}
