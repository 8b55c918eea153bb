import type { Clock } from '../ports/clock.ts'

/**
 * Notices that this process has not run for longer than a lease: it was stopped, or its machine slept, and others may
 * have taken over what it runs (RT14.2). Looked at often, and always before something is written.
 */
export class NapWatch {
  readonly #clock: Clock
  readonly #leaseMs: number
  readonly #woke: () => void
  #ranAt: number
  /** A machine that sleeps may stop the clock that never goes back, but not that of the world. */
  #worldAt: number

  constructor(clock: Clock, leaseMs: number, woke: () => void) {
    this.#clock = clock
    this.#leaseMs = leaseMs
    this.#woke = woke
    this.#ranAt = clock.monotonic()
    this.#worldAt = clock.now()
  }

  look(): void {
    const [ran, world] = [this.#clock.monotonic(), this.#clock.now()]
    const gap = Math.max(ran - this.#ranAt, world - this.#worldAt)
    this.#ranAt = ran
    this.#worldAt = world
    if (gap >= this.#leaseMs) this.#woke()
  }
}
