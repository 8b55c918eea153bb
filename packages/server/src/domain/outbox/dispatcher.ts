import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import { noteFailure, OutageNote } from '../../ports/outage-note.ts'
import type { Delivery, OutboxStore } from '../../ports/outbox-store.ts'
import { retryDelay } from './retry-delay.ts'
import type { DeliveryHandler, DeliveryHandlers } from './subscribers.ts'

export interface DispatcherOptions {
  readonly store: Pick<OutboxStore, 'takeDeliveries' | 'failDelivery'>
  readonly handlers: DeliveryHandlers
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
  /** Milliseconds between two looks without a word: for lost wake-ups, retries and what a crash left. Default 1,000. */
  readonly sweepMs?: number
  /** Milliseconds for which a row belongs to this dispatcher; then another may take it. Default 30,000. */
  readonly leaseMs?: number
  /** Rows that are taken at once. Default 100. */
  readonly batch?: number
}

/** Takes what was committed to those who want to hear of it: at least once, in order per thread (ST7). */
export interface Dispatcher {
  /** Something was committed. Never throws; many calls are one. */
  wake(): void
  /** Begins to deliver, also what an earlier process left. */
  start(): void
  /** Finishes what is in its hands; what waits stays for the next start. */
  stop(): Promise<void>
}

type State =
  | { readonly name: 'stopped' }
  | { readonly name: 'idle' }
  | { readonly name: 'busy'; readonly run: Promise<void>; readonly again: boolean }
  | { readonly name: 'stopping'; readonly run: Promise<void> }

class OutboxDispatcher implements Dispatcher {
  readonly #options: Required<DispatcherOptions>
  readonly #note: OutageNote
  #state: State = { name: 'stopped' }
  #sweep: ReturnType<typeof setInterval> | undefined

  constructor(options: DispatcherOptions) {
    this.#options = { sweepMs: 1_000, leaseMs: 30_000, batch: 100, ...options }
    const words = { fails: 'the outbox cannot be read; it is tried again', works: 'the outbox is read again' }
    this.#note = new OutageNote(options.logger, words)
  }

  start(): void {
    if (this.#state.name !== 'stopped') return
    this.#setState({ name: 'idle' })
    this.#sweep = setInterval(() => this.wake(), this.#options.sweepMs)
    this.#sweep.unref()
    this.wake()
  }

  wake(): void {
    if (this.#state.name === 'busy') this.#setState({ ...this.#state, again: true })
    if (this.#state.name !== 'idle') return
    this.#setState({ name: 'busy', run: Promise.resolve().then(() => this.#run()), again: false })
  }

  async stop(): Promise<void> {
    clearInterval(this.#sweep)
    const state = this.#state
    if (state.name === 'idle') this.#setState({ name: 'stopped' })
    if (state.name !== 'busy' && state.name !== 'stopping') return
    this.#setState({ name: 'stopping', run: state.run })
    await state.run
    this.#setState({ name: 'stopped' })
  }

  #setState(state: State): void {
    this.#state = state
  }

  /** Goes on while there is something due, and once more for each word that came meanwhile. */
  async #run(): Promise<void> {
    for (let more = true; more && this.#state.name === 'busy'; ) {
      this.#setState({ ...this.#state, again: false })
      const taken = await this.#deliverBatch()
      more = taken > 0 || (this.#state.name === 'busy' && this.#state.again)
    }
    if (this.#state.name === 'busy') this.#setState({ name: 'idle' })
  }

  async #deliverBatch(): Promise<number> {
    const { store, clock, leaseMs, batch } = this.#options
    try {
      const due = await store.takeDeliveries({ now: clock.now(), leaseMs, limit: batch })
      this.#note.worked()
      // Rows of one batch are of different threads or subscribers, so their order among themselves is free.
      await Promise.all(due.map(delivery => this.#deliver(delivery)))
      return due.length
    } catch (error) {
      this.#note.failed(error)
      return 0
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { store, clock, logger } = this.#options
    const { id, subscriber, attempts } = delivery
    try {
      await this.#hand(delivery)
    } catch (error) {
      const retryMs = retryDelay(attempts)
      const fields = { subscriber, thread: delivery.event.threadId, attempts, retryMs }
      noteFailure(logger, fields, error, 'a delivery failed')
      // Where this fails too, the lease brings the row back.
      await store.failDelivery(id, clock.now() + retryMs).catch(() => {})
    }
  }

  async #hand(delivery: Delivery): Promise<void> {
    const handlers: Readonly<Record<string, DeliveryHandler>> = this.#options.handlers
    const handler = handlers[delivery.subscriber]
    // A newer version's subscriber: its row waits for who knows it.
    if (handler === undefined) throw new Error(`Nobody delivers to ${delivery.subscriber}`)
    await handler(delivery)
  }
}

/** A dispatcher over a store's outbox; it does nothing before `start`. */
export const createDispatcher = (options: DispatcherOptions): Dispatcher => new OutboxDispatcher(options)
