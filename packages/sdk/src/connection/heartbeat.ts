import type { Clock } from '../clock.ts'

/** How long a peer that was asked may stay silent. */
const probeLimit = 3_000

/**
 * Notices a dead peer within two intervals (RT8). It compares hours instead of trusting one long timer, because timers
 * stand still while a laptop sleeps.
 */
export class Heartbeat {
  readonly #clock: Clock
  readonly #interval: number
  readonly #dead: () => void
  #heard: number
  #deadline = Number.POSITIVE_INFINITY
  #cancel: () => void = () => {}

  constructor(clock: Clock, interval: number, dead: () => void) {
    this.#clock = clock
    this.#interval = interval
    this.#dead = dead
    this.#heard = clock.now()
    this.#arm()
  }

  /** The peer said something. */
  heard(): void {
    this.#heard = this.#clock.now()
    this.#deadline = Number.POSITIVE_INFINITY
  }

  /** The peer was just asked: it has a short time to answer. */
  probe(): void {
    this.#deadline = Math.min(this.#deadline, this.#clock.now() + probeLimit)
    this.#arm()
  }

  stop(): void {
    this.#cancel()
  }

  #arm(): void {
    this.#cancel()
    const left = Math.min(this.#heard + 2 * this.#interval, this.#deadline) - this.#clock.now()
    if (left <= 0) {
      this.#dead()
      return
    }
    this.#cancel = this.#clock.after(Math.min(left, this.#interval / 4), () => this.#arm())
  }
}
