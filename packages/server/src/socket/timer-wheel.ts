import type { Clock } from '../ports/clock.ts'

/** Something that wants to be visited at a time. `due` and `slot` are the wheel's own. */
export interface Timed {
  due: number
  slot: number
  /** `now` is on the clock's monotonic scale. What wants another visit schedules itself again. */
  visit(now: number): void
}

/** Initial `slot` of a {@link Timed} that is on no wheel. */
export const noSlot = -1

const slotCount = 256

/** One timer for all deadlines of all connections; they are kept to the next tick, never early. */
export class TimerWheel {
  readonly #clock: Clock
  readonly #tickMs: number
  readonly #slots: (Set<Timed> | undefined)[] = Array.from({ length: slotCount })
  readonly #timer: NodeJS.Timeout
  #turned: number

  /** @param tickMs how late a visit may be, in milliseconds */
  constructor(clock: Clock, tickMs: number) {
    this.#clock = clock
    this.#tickMs = tickMs
    this.#turned = this.#tickOf(clock.monotonic()) - 1
    this.#timer = setInterval(() => this.turn(), tickMs)
  }

  /** Wants a visit at that time; an earlier wish of the same item is replaced. */
  schedule(item: Timed, at: number): void {
    // A slot that was turned already comes again only after a whole round.
    const slot = Math.max(this.#tickOf(at), this.#turned + 1) % slotCount
    item.due = at
    if (item.slot === slot) return
    this.cancel(item)
    item.slot = slot
    const items = this.#slots[slot]
    if (items) items.add(item)
    else this.#slots[slot] = new Set([item])
  }

  cancel(item: Timed): void {
    if (item.slot === noSlot) return
    const items = this.#slots[item.slot]
    items?.delete(item)
    if (items?.size === 0) this.#slots[item.slot] = undefined
    item.slot = noSlot
  }

  /** Visits all that is due. The timer calls it; a test that moves the clock may. */
  turn(): void {
    const now = this.#clock.monotonic()
    const tick = this.#tickOf(now)
    // After a long pause each slot is looked at once, not once for each tick that was slept through.
    const first = Math.max(this.#turned + 1, tick - slotCount + 1)
    for (let at = first; at <= tick; at++) {
      // The present slot is looked at again: more of it falls due before its tick is over.
      this.#turned = Math.min(at, tick - 1)
      this.#visitSlot(at % slotCount, now)
    }
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#slots.fill(undefined)
  }

  #visitSlot(slot: number, now: number): void {
    const items = this.#slots[slot]
    if (!items) return
    for (const item of [...items]) {
      if (item.slot !== slot || item.due > now) continue
      this.cancel(item)
      item.visit(now)
    }
  }

  #tickOf(time: number): number {
    return Math.floor(time / this.#tickMs)
  }
}
