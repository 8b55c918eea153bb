import type { SocketMetrics } from './socket-metrics.ts'
import { noSlot, type Timed, type TimerWheel } from './timer-wheel.ts'

const reportMs = 1_000

/** Adds up frames on their way out, for a labelled counter costs more than the frame. */
export class FrameTally implements Timed {
  due = 0
  slot = noSlot
  readonly #metrics: SocketMetrics
  readonly #wheel: TimerWheel
  readonly #counts = new Map<string, number>()

  constructor(metrics: SocketMetrics, wheel: TimerWheel) {
    this.#metrics = metrics
    this.#wheel = wheel
    wheel.schedule(this, 0)
  }

  add(type: string): void {
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1)
  }

  visit(now: number): void {
    this.flush()
    this.#wheel.schedule(this, now + reportMs)
  }

  /** Reports what was added since the last time. */
  flush(): void {
    for (const [type, count] of this.#counts) this.#metrics.framesOut(type, count)
    this.#counts.clear()
  }
}
