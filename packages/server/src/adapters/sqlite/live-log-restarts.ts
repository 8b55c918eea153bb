import type { LiveLogWriter } from './live-log-writer.ts'

/** What of a writer matters here. */
type Writer = Pick<LiveLogWriter, 'alive' | 'ask' | 'close'>

/** Keeps a log's writer: one that died is started again by whoever needs it next, once for all of them. */
export class LiveLogRestarts {
  readonly #start: () => Promise<Writer>
  #writer: Writer
  #starting: Promise<Writer> | null = null
  #closed = false

  /** @param first a writer that runs */
  constructor(first: Writer, start: () => Promise<Writer>) {
    this.#writer = first
    this.#start = start
  }

  /** Asks the writer that lives. @throws when there is none and none can be started */
  async ask(request: Parameters<Writer['ask']>[0]): ReturnType<Writer['ask']> {
    if (this.#writer.alive || this.#closed) return this.#writer.ask(request)
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null
    })
    this.#writer = await this.#starting
    return this.#writer.ask(request)
  }

  /** Finishes what was asked; nothing is started afterwards. */
  async close(): Promise<void> {
    this.#closed = true
    const started = await this.#starting?.catch(() => null)
    await (started ?? this.#writer).close()
  }
}
