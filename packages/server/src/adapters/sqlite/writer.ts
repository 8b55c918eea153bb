import { Worker } from 'node:worker_threads'
import { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import { fromFailure } from './failure.ts'
import type { Answer, Call, Verbs, Writer } from './write-engine.ts'
import type { FromThread, ToThread } from './writer-thread.ts'

/** How a writer's thread is started. */
export interface WriterOptions {
  /** The thread's module, `new URL('./…-thread.ts', import.meta.url)`; it calls `serveWriter`. */
  readonly module: URL
  /** What the module's engine is opened with; survives a structured clone. */
  readonly data: unknown
  /** For logs and debuggers. */
  readonly name: string
  readonly logger?: Logger | undefined
  /** Calls that may wait for their answer; beyond, `overloaded`. Default 20,000. */
  readonly limit?: number
}

type State =
  | { readonly name: 'starting'; readonly thread: Worker; readonly ready: Promise<void> }
  | { readonly name: 'running'; readonly thread: Worker }
  | { readonly name: 'lost' }
  | { readonly name: 'closed'; readonly gone: Promise<void> }

interface Waiting {
  resolve(value: unknown): void
  reject(error: CodedError): void
}

const unavailable = (detail: string): CodedError => new CodedError('store_unavailable', { detail, retryAfter: 1 })

/** A writer whose engine lives in a worker thread: the caller's thread never waits for a lock or a disk. */
class ThreadWriter<V extends Verbs> implements Writer<V> {
  readonly #options: WriterOptions
  readonly #waiting = new Map<number, Waiting>()
  #outbox: Call[] = []
  #last = 0
  #state: State = { name: 'lost' }

  constructor(options: WriterOptions) {
    this.#options = options
  }

  #setState(state: State, reason: string): void {
    const { logger, name } = this.#options
    logger?.debug({ writer: name, from: this.#state.name, to: state.name, reason }, 'writer state')
    this.#state = state
  }

  start(): Promise<void> {
    const { module, data, name } = this.#options
    const thread = new Worker(module, { workerData: data, name })
    const ready = new Promise<void>((resolve, reject) => {
      thread.on('message', (message: FromThread) => {
        if (message.kind === 'answers') this.#settle(message.answers)
        else if (message.kind === 'failed') reject(fromFailure(message.failure))
        // Under `node --watch` Node itself sends messages of other kinds by the same port.
        else if (message.kind === 'ready') {
          if (this.#state.name === 'starting') this.#setState({ name: 'running', thread }, 'the thread is ready')
          resolve()
        }
      })
      thread.on('error', error => this.#options.logger?.error({ writer: name, err: error }, 'writer failed'))
      thread.on('exit', code => {
        reject(unavailable(`The ${name} writer ended with code ${code} while it started`))
        this.#lose(thread)
      })
    })
    this.#setState({ name: 'starting', thread, ready }, 'start')
    return ready.catch(error => {
      if (this.#state.name === 'starting') this.#setState({ name: 'lost' }, 'the start failed')
      throw error
    })
  }

  call<K extends keyof V & string>(verb: K, argument: Parameters<V[K]>[0]): Promise<ReturnType<V[K]>> {
    if (this.#state.name === 'closed') return Promise.reject(unavailable('The store is closed'))
    if (this.#waiting.size >= (this.#options.limit ?? 20_000))
      return Promise.reject(new CodedError('overloaded', { detail: 'Too many writes wait', retryAfter: 1 }))
    const number = ++this.#last
    // What is called in one turn of the loop crosses in one message.
    if (this.#outbox.push([number, verb, argument]) === 1) queueMicrotask(() => this.#flush())
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as Waiting['resolve'], reject })
    })
  }

  close(): Promise<void> {
    if (this.#state.name === 'closed') return this.#state.gone
    const gone = this.#end(this.#state)
    this.#setState({ name: 'closed', gone }, 'close')
    return gone
  }

  async #end(state: State): Promise<void> {
    if (state.name !== 'starting' && state.name !== 'running') return this.#failAll(unavailable('The store is closed'))
    const exit = new Promise<void>(resolve => state.thread.once('exit', () => resolve()))
    if (state.name === 'starting') await state.ready.catch(() => {})
    this.#post(state.thread)
    state.thread.postMessage({ kind: 'close' } satisfies ToThread)
    await exit
  }

  #flush(): void {
    if (this.#state.name === 'running') this.#post(this.#state.thread)
    else if (this.#state.name === 'lost')
      this.start().then(
        () => this.#flush(),
        error => this.#failAll(error instanceof CodedError ? error : unavailable('The writer could not be started')),
      )
  }

  #post(thread: Worker): void {
    if (this.#outbox.length === 0) return
    const calls = this.#outbox
    this.#outbox = []
    try {
      thread.postMessage({ kind: 'calls', calls } satisfies ToThread)
    } catch (cause) {
      const error = new CodedError('internal', { detail: 'An argument cannot cross to the writer', cause })
      for (const [number] of calls) this.#take(number)?.reject(error)
    }
  }

  #settle(answers: readonly Answer[]): void {
    for (const [number, failure, value] of answers) {
      const waiting = this.#take(number)
      if (failure === null) waiting?.resolve(value)
      else waiting?.reject(fromFailure(failure))
    }
  }

  #take(number: number): Waiting | undefined {
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    return waiting
  }

  #lose(thread: Worker): void {
    if (this.#state.name === 'running' && this.#state.thread === thread)
      this.#setState({ name: 'lost' }, 'the thread ended')
    this.#failAll(unavailable(`The ${this.#options.name} writer was lost; whether this was written is not known`))
  }

  #failAll(error: CodedError): void {
    this.#outbox = []
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(error)
  }
}

/** A writer whose thread is started by its first call. */
export const lazyWriter = <V extends Verbs>(options: WriterOptions): Writer<V> => new ThreadWriter<V>(options)

/** Starts a writer's thread; resolves when its engine is open. A thread that was lost is started again by the next call. */
export const startWriter = async <V extends Verbs>(options: WriterOptions): Promise<Writer<V>> => {
  const writer = new ThreadWriter<V>(options)
  await writer.start()
  return writer
}
