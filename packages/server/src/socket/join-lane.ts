import { CodedError } from '../ports/coded-error.ts'
import { Lane } from './lane.ts'

/** Milliseconds before a first new look; each further one waits twice as long. */
const firstPauseMs = 20

const isUnknown = (error: unknown): boolean => error instanceof CodedError && error.code === 'not_found'

/**
 * The subscriptions of one connection, which find their places one after the other. A reader that comes from another node
 * may have been told what this one's store does not show yet: it is looked at again, for a while in all, rather than
 * answered with what is older (RT3).
 */
export class JoinLane extends Lane {
  #left: number
  #isOver = false
  #wake = (): void => {}

  /** @param patienceMs milliseconds for which all joins of the connection together wait for the store */
  constructor(patienceMs: number) {
    super()
    this.#left = patienceMs
  }

  override stop(): void {
    super.stop()
    this.#isOver = true
    this.#wake()
  }

  /** Reads until it shows as much as the reader has seen, or there is no more time. `afterSeq`: what the reader has seen. */
  async reach<T>(afterSeq: number | undefined, read: () => Promise<T>, seqOf: (found: T) => number): Promise<T> {
    for (let ms = firstPauseMs; ; ms *= 2) {
      // To one who has seen something of it, what is not there may be what has not got here yet.
      const found = await read().catch((error: unknown) => {
        if (!afterSeq || !isUnknown(error) || !this.#mayWait) throw error
        return null
      })
      if (found !== null && (afterSeq === undefined || seqOf(found) >= afterSeq || !this.#mayWait)) return found
      const waits = Math.min(ms, this.#left)
      this.#left -= waits
      await this.#pause(waits)
    }
  }

  #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    this.#wake = resolve
    return promise.finally(() => clearTimeout(timer))
  }

  get #mayWait(): boolean {
    return this.#left > 0 && !this.#isOver
  }
}
