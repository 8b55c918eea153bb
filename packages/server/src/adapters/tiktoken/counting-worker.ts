import { Worker } from 'node:worker_threads'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { CountQuestion, CountReply } from './count-engine.ts'
import type { Encoding } from './encoding-of.ts'

/** Bounds and times of the thread that counts; times are milliseconds, lengths UTF-16 code units. */
export interface CountingSettings {
  /** Questions that may wait. Default 256. */
  readonly mostWaiting: number
  /** Length of all texts that wait. Default 8,000,000. */
  readonly longestWaiting: number
  /** After which an answer is not waited for, and the thread is ended. Default 10 s. */
  readonly patienceMs: number
  /** From a thread's end to the next one; doubled each time, at most 60 times as long. Default 1 s. */
  readonly restartMs: number
}

export interface CountingWorkerOptions extends CountingSettings {
  readonly clock: Clock
  readonly logger: Logger
  /** How its thread is started; for tests. */
  readonly start?: () => Worker
}

type State =
  | { readonly name: 'idle'; readonly notBefore: number }
  | { readonly name: 'running'; readonly thread: Worker }
  | { readonly name: 'closed' }

interface Waiting {
  readonly length: number
  readonly timer: NodeJS.Timeout
  resolve(tokens: readonly number[] | null): void
}

const startThread = (): Worker => new Worker(new URL('./count-thread.ts', import.meta.url), { name: 'token counter' })

/** Counts in a thread of its own, which is started when it is first asked, and again when it died. */
export class CountingWorker {
  readonly #options: CountingWorkerOptions
  readonly #waiting = new Map<number, Waiting>()
  #waitingLength = 0
  #last = 0
  #deaths = 0
  #state: State = { name: 'idle', notBefore: 0 }

  constructor(options: CountingWorkerOptions) {
    this.#options = options
  }

  /** Null when it can't be counted now: too much waits, the encoding is not there, the thread died or is closed. Never rejects. */
  count(encoding: Encoding, texts: readonly string[]): Promise<readonly number[] | null> {
    const length = texts.reduce((sum, text) => sum + text.length, 0)
    const { mostWaiting, longestWaiting, patienceMs } = this.#options
    const isFull = this.#waiting.size >= mostWaiting || this.#waitingLength + length > longestWaiting
    const thread = isFull ? null : this.#thread()
    if (!thread) return Promise.resolve(null)
    const id = ++this.#last
    return new Promise(resolve => {
      const timer = setTimeout(() => this.#end(thread, 'it took too long'), patienceMs).unref()
      this.#waiting.set(id, { length, timer, resolve })
      this.#waitingLength += length
      thread.ref()
      thread.postMessage({ id, encoding, texts } satisfies CountQuestion)
    })
  }

  async close(): Promise<void> {
    const state = this.#state
    this.#set({ name: 'closed' }, 'closed')
    this.#giveUp()
    if (state.name === 'running') await state.thread.terminate()
  }

  #thread(): Worker | null {
    const { clock, start = startThread } = this.#options
    if (this.#state.name === 'running') return this.#state.thread
    if (this.#state.name === 'closed' || clock.monotonic() < this.#state.notBefore) return null
    const thread = start()
    thread.on('message', (reply: CountReply) => this.#settle(thread, reply))
    thread.on('error', error => this.#end(thread, String(error)))
    thread.on('exit', code => this.#end(thread, `it ended with code ${code}`))
    this.#set({ name: 'running', thread }, 'asked')
    return thread
  }

  #settle(thread: Worker, { id, tokens }: CountReply): void {
    if (tokens !== null) this.#deaths = 0
    this.#answer(id, tokens)
    // A counter that waits for work holds up no process that wants to end.
    if (this.#waiting.size === 0) thread.unref()
  }

  #end(thread: Worker, reason: string): void {
    if (this.#state.name !== 'running' || this.#state.thread !== thread) return
    const { clock, logger, restartMs } = this.#options
    const wait = restartMs * Math.min(2 ** this.#deaths++, 60)
    logger.warn({ reason, restartMs: wait }, 'the token counter is gone; tokens are estimated until it is back')
    this.#set({ name: 'idle', notBefore: clock.monotonic() + wait }, reason)
    this.#giveUp()
    thread.terminate().catch(() => {})
  }

  #giveUp(): void {
    for (const id of [...this.#waiting.keys()]) this.#answer(id, null)
  }

  #answer(id: number, tokens: readonly number[] | null): void {
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    clearTimeout(waiting.timer)
    this.#waiting.delete(id)
    this.#waitingLength -= waiting.length
    waiting.resolve(tokens)
  }

  #set(state: State, reason: string): void {
    this.#options.logger.debug({ from: this.#state.name, to: state.name, reason }, 'token counter state')
    this.#state = state
  }
}
