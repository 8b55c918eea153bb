import { Worker } from 'node:worker_threads'
import type { AppendOutcome } from '../../ports/generation-log.ts'
import type { LiveLogReply, LiveLogRequest, LiveLogThreadData } from './live-log-message.ts'

interface Waiting {
  readonly resolve: (outcomes: AppendOutcome[]) => void
  readonly reject: (error: Error) => void
}

type Unsent<Request> = Request extends { id: number } ? Omit<Request, 'id'> : never

/** The main thread's end of the log's thread. Once the thread has died every call fails. */
export class LiveLogWriter {
  readonly #thread: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #opened = Promise.withResolvers<void>()
  #lastId = 0
  #end: Error | null = null

  constructor(data: LiveLogThreadData) {
    this.#thread = new Worker(new URL('./live-log-thread.ts', import.meta.url), { workerData: data })
    this.#thread.on('message', (reply: LiveLogReply) => this.#receive(reply))
    this.#thread.on('error', error => this.#fail(error))
    this.#thread.on('exit', () => this.#fail(new Error('the writer of the live log has ended')))
  }

  /** True while the thread takes requests. */
  get alive(): boolean {
    return this.#end === null
  }

  /** Resolves when the file is open, rejects with the reason why it can't be. */
  opened(): Promise<void> {
    return this.#opened.promise
  }

  ask(request: Unsent<LiveLogRequest>): Promise<AppendOutcome[]> {
    return new Promise((resolve, reject) => {
      if (this.#end) return reject(this.#end)
      const id = ++this.#lastId
      this.#waiting.set(id, { resolve, reject })
      this.#thread.postMessage({ ...request, id })
    })
  }

  async close(): Promise<void> {
    if (this.#end) return
    const exit = new Promise<void>(resolve => this.#thread.once('exit', () => resolve()))
    await this.ask({ kind: 'close' }).catch(() => this.#thread.terminate())
    await exit
  }

  #receive(reply: LiveLogReply): void {
    if (reply.kind === 'ready') this.#opened.resolve()
    else if (reply.kind === 'unusable') this.#fail(new Error(reply.reason))
    else this.#answer(reply.id, reply)
  }

  #answer(id: number, reply: Extract<LiveLogReply, { id: number }>): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (reply.kind === 'done') waiting?.resolve(reply.outcomes)
    else waiting?.reject(new Error(reply.reason))
  }

  #fail(error: Error): void {
    if (this.#end) return
    this.#end = error
    this.#opened.reject(error)
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
