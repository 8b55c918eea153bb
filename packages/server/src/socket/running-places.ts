import type { RunningPlace } from './running-place.ts'

/** Of one stream: what a client says that it reads costs memory, and room in the id of its events. */
const mostPlaces = 256

/** The running answers of all topics of a stream: when there are too many, the oldest is forgotten. */
export class RunningPlaces {
  readonly #forget = new Map<RunningPlace, () => void>()

  get size(): number {
    return this.#forget.size
  }

  /** `forget` is called when it has to go, for whoever has that place begins with a snapshot next time. */
  add(place: RunningPlace, forget: () => void): void {
    this.#forget.set(place, forget)
    if (this.#forget.size <= mostPlaces) return
    for (const [oldest, forgetOldest] of this.#forget) {
      this.#forget.delete(oldest)
      forgetOldest()
      break
    }
  }

  remove(place: RunningPlace): void {
    this.#forget.delete(place)
  }
}
