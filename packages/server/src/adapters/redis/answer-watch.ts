/** Deadlines that are forgotten at once, once they have passed. */
const spare = 1_024

/**
 * Watches that what is asked on one connection is answered in time, with one timer for all of it: answers come in the
 * order of the questions, so the oldest open one tells of the rest. What has come by then, and only this process was
 * too busy to read, counts.
 */
export class AnswerWatch {
  readonly #timeoutMs: number
  readonly #late: () => void
  /** When each question has to be answered, from the oldest open one on; bounded by what a connection lets wait. */
  readonly #deadlines: number[] = []
  #first = 0
  #timer: NodeJS.Timeout | null = null

  /** @param late called once an answer is overdue */
  constructor(timeoutMs: number, late: () => void) {
    this.#timeoutMs = timeoutMs
    this.#late = late
  }

  async over<T>(answer: Promise<T>): Promise<T> {
    this.#deadlines.push(performance.now() + this.#timeoutMs)
    if (this.#timer === null) this.#arm(this.#timeoutMs)
    try {
      return await answer
    } finally {
      this.#answered()
    }
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #answered(): void {
    if (++this.#first < spare) return
    this.#deadlines.splice(0, this.#first)
    this.#first = 0
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
    const deadline = this.#deadlines[this.#first]
    return deadline === undefined ? null : deadline - performance.now()
  }
}
