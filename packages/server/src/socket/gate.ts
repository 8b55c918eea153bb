/** Where some wait until a connection can take more, or has ended. */
export class Gate {
  #waiting: (() => void)[] = []

  pass(): Promise<void> {
    return new Promise(resolve => this.#waiting.push(resolve))
  }

  /** Lets all through who wait now. */
  open(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
