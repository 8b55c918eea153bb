/** Longest time for which one draws before the page may go on, in milliseconds. */
const sliceMs = 10

/** Long work in slices: between two of them the page handles what it is asked for. */
export class Breath {
  readonly #signal: AbortSignal
  #until = performance.now() + sliceMs

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** Waits for a task if it is time for one; rejects once the signal has aborted. */
  async take(): Promise<void> {
    if (performance.now() < this.#until) return
    await new Promise(resolve => setTimeout(resolve))
    this.#signal.throwIfAborted()
    this.#until = performance.now() + sliceMs
  }
}
