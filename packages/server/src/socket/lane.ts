/** Runs tasks one after the other, in the order in which they came. */
export class Lane {
  #tasks: (() => Promise<void>)[] = []
  #running = false
  #stopped = false

  /** How many run or wait. */
  get length(): number {
    return this.#tasks.length + (this.#running ? 1 : 0)
  }

  /** A task must not throw. After `stop` it is not run. The answer takes it out again, if it has not begun. */
  push(task: () => Promise<void>): () => void {
    if (this.#stopped) return () => {}
    this.#tasks.push(task)
    if (!this.#running) void this.#run()
    return () => {
      const at = this.#tasks.indexOf(task)
      if (at >= 0) this.#tasks.splice(at, 1)
    }
  }

  /** Forgets what waits; what runs goes on. */
  stop(): void {
    this.#stopped = true
    this.#tasks = []
  }

  async #run(): Promise<void> {
    this.#running = true
    for (let task = this.#tasks.shift(); task; task = this.#tasks.shift()) await task()
    this.#running = false
  }
}
