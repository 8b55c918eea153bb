import { OutgoingFrame } from '../ports/outgoing-frame.ts'

/** How long "typing" holds when no word follows. */
const typingMs = 6_000
/** People of one thread whose typing is told at once. */
const mostTypists = 20

export interface Typist {
  readonly id: string
  readonly name: string | null
}

/** Who types in a thread (CV7). Times are on the monotonic clock. */
export class Typists {
  readonly #thread: string
  readonly #until = new Map<string, { readonly user: Typist; until: number }>()

  constructor(thread: string) {
    this.#thread = thread
  }

  /** When the next one is to be forgotten; null when nobody types. */
  get nextEnd(): number | null {
    let next: number | null = null
    for (const { until } of this.#until.values()) next = next === null ? until : Math.min(next, until)
    return next
  }

  /** What the others are to be told; null when it is no news. */
  heard(user: Typist, on: boolean, now: number): OutgoingFrame | null {
    const known = this.#until.get(user.id)
    if (known && on) {
      known.until = now + typingMs
      return null
    }
    if (known) this.#until.delete(user.id)
    else if (!on || this.#until.size >= mostTypists) return null
    else this.#until.set(user.id, { user, until: now + typingMs })
    return this.#frame(user, on)
  }

  /** Forgets those of whom no word came; what the others are to be told. */
  expire(now: number): { user: string; frame: OutgoingFrame }[] {
    const ended: { user: string; frame: OutgoingFrame }[] = []
    for (const { user, until } of this.#until.values()) {
      if (until > now) continue
      this.#until.delete(user.id)
      ended.push({ user: user.id, frame: this.#frame(user, false) })
    }
    return ended
  }

  /** For one who has just come: all who type. */
  frames(): { user: string; frame: OutgoingFrame }[] {
    return [...this.#until.values()].map(({ user }) => ({ user: user.id, frame: this.#frame(user, true) }))
  }

  #frame(user: Typist, on: boolean): OutgoingFrame {
    return new OutgoingFrame({ type: 'typing', thread: this.#thread, user: { id: user.id, name: user.name }, on })
  }
}
