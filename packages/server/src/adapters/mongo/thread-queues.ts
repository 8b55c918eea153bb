import { CodedError } from '../../ports/coded-error.ts'
import { unavailable } from './coded-mongo-error.ts'

/** Verbs of one thread that may wait at one node. */
const longestQueue = 1_000

/** Milliseconds after which a verb that still waits is not begun. */
const longestWait = 15_000

interface Waiting {
  readonly since: number
  start(): void
  refuse(error: Error): void
}

/**
 * One node runs the verbs of one thread one after the other: at once they would only conflict. What other nodes do
 * meanwhile is settled by the database.
 */
export class ThreadQueues {
  /** Threads with a verb that runs, and those that wait for it. */
  readonly #waiting = new Map<string, Waiting[]>()

  /** @throws overloaded, store_unavailable when its turn did not come in time */
  async run<Result>(thread: string, verb: () => Promise<Result>): Promise<Result> {
    await this.#turn(thread)
    try {
      return await verb()
    } finally {
      this.#next(thread)
    }
  }

  #turn(thread: string): Promise<void> | undefined {
    const queue = this.#waiting.get(thread)
    if (queue === undefined) {
      this.#waiting.set(thread, [])
      return undefined
    }
    if (queue.length >= longestQueue) throw new CodedError('overloaded', { retryAfter: 1 })
    return new Promise((start, refuse) => queue.push({ since: performance.now(), start, refuse }))
  }

  #next(thread: string): void {
    const queue = this.#waiting.get(thread) ?? []
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (performance.now() - next.since < longestWait) {
        next.start()
        return
      }
      next.refuse(unavailable('the verbs before this one took too long'))
    }
    this.#waiting.delete(thread)
  }
}
