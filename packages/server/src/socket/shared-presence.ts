import type { Bus } from '../ports/bus.ts'
import type { PresenceBoard, PresentPerson } from '../ports/presence-board.ts'
import type { Presence } from './presence.ts'

export interface SharedPresenceOptions {
  readonly thread: string
  readonly board: PresenceBoard
  readonly bus: Pick<Bus, 'publish'>
  /** Between two heartbeats of this installation. */
  readonly heartbeatMs: number
  /** Who is there has changed by what another node wrote. */
  readonly changed: () => void
}

/** A node says who is there once a heartbeat although nothing changed, and no more often than this: a write per thread. */
const leastAgainMs = 1_000
/** What it does not say again for so many times has fallen: it died (RT8). */
const timesKept = 3

/** Who follows one thread here, written for other nodes, and read from them (CV7). One look is under way at a time. */
export class SharedPresence {
  readonly #presence: Presence
  readonly #options: SharedPresenceOptions
  readonly #againMs: number
  #nextAt: number | null = null
  #looking = false
  #again = false
  /** Who is there has changed here, and the others do not know. */
  #isNews = false
  /** Its own word comes back to it at once. */
  #saying = false

  constructor(presence: Presence, options: SharedPresenceOptions) {
    this.#presence = presence
    this.#options = options
    this.#againMs = Math.max(leastAgainMs, options.heartbeatMs)
  }

  /** When it is to be visited; null when nobody is there. Monotonic. */
  get nextAt(): number | null {
    return this.#nextAt
  }

  /** Who is there has changed here: writes it, and lets the others look. */
  tell(now: number): void {
    this.#plan(now)
    this.#isNews = true
    void this.#look()
  }

  /** Another node has written. */
  look(now: number): void {
    if (this.#saying) return
    this.#plan(now)
    void this.#look()
  }

  visit(now: number): void {
    if (this.#nextAt !== null && now >= this.#nextAt) this.look(now)
  }

  #plan(now: number): void {
    this.#nextAt = this.#presence.here.length > 0 ? now + this.#againMs : null
  }

  async #look(): Promise<void> {
    if (this.#looking) {
      this.#again = true
      return
    }
    const { board, thread, changed } = this.#options
    this.#looking = true
    let elsewhere: readonly PresentPerson[] = []
    do {
      this.#again = false
      elsewhere = await board.show(thread, this.#presence.here, timesKept * this.#againMs)
    } while (this.#again)
    this.#looking = false
    if (this.#presence.setElsewhere(elsewhere)) changed()
    if (this.#isNews) this.#say()
  }

  /** What it has to tell is written by now. */
  #say(): void {
    const { thread, bus } = this.#options
    this.#isNews = false
    this.#saying = true
    bus.publish({ kind: 'presence', thread })
    this.#saying = false
  }
}
