/** One question, and when it has to be answered. */
interface Question {
  readonly deadline: number
}

/**
 * Watches that what is asked on one connection is answered in time, with one timer for all of it: all have the same time, so
 * the oldest open question tells of the rest. What has come by then, and only this process was too busy to read, counts.
 */
export class AnswerWatch {
  readonly #timeoutMs: number
  readonly #late: () => void
  /**
   * The open ones as they were asked, bounded by what a connection lets wait. Not all are settled in that order: what the
   * client refuses, or knows already, is never sent.
   */
  readonly #open = new Set<Question>()
  #timer: NodeJS.Timeout | null = null

  /** @param late called once an answer is overdue */
  constructor(timeoutMs: number, late: () => void) {
    this.#timeoutMs = timeoutMs
    this.#late = late
  }

  async over<T>(answer: Promise<T>): Promise<T> {
    const question = { deadline: performance.now() + this.#timeoutMs }
    this.#open.add(question)
    if (this.#timer === null) this.#arm(this.#timeoutMs)
    try {
      return await answer
    } finally {
      this.#open.delete(question)
    }
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #arm(ms: number): void {
    // Whoever waits for an answer keeps the connection, and that the process.
    this.#timer = setTimeout(() => this.#look(), ms).unref()
  }

  #look(): void {
    this.#timer = null
    const left = this.#left()
    if (left === null) return
    if (left > 0) this.#arm(left)
    else
      setImmediate(() => {
        const still = this.#left()
        if (still !== null && still <= 0) this.#late()
        else if (still !== null && this.#timer === null) this.#arm(still)
      })
  }

  /** Milliseconds until the oldest open question is overdue; null when none is open. */
  #left(): number | null {
    const [oldest] = this.#open
    return oldest === undefined ? null : oldest.deadline - performance.now()
  }
}
