import type { Clock } from '../../ports/clock.ts'
import type { WebhookStore } from '../../ports/webhook-store.ts'
import type { SendDelivery, TryOutcome } from './send-delivery.ts'

export interface WebhookSenderOptions {
  readonly store: Pick<WebhookStore, 'dueWebhooks' | 'getWebhook' | 'takeWebhookDeliveries'>
  readonly send: SendDelivery
  readonly clock: Pick<Clock, 'now'>
}

export interface SendContext {
  readonly signal: AbortSignal
  touch(): Promise<void>
}

/** How many tries ended how. */
export type SentTotals = Readonly<Record<TryOutcome, number>>

/** Sends what is due: of each webhook some at once, whatever others do (OP6.1). */
export interface WebhookSender {
  /**
   * Ends when nothing is due any more, but for webhooks that have trouble: their next tries come with the next run.
   * Runs at the same time share the work. @throws store_unavailable
   */
  run(context: SendContext): Promise<SentTotals>
}

/** A webhook that is being served; `again`: a run found more that is due, and leaves it to this one. */
interface Lane {
  again: boolean
}

interface Run {
  readonly signal: AbortSignal
  readonly totals: Record<TryOutcome, number>
  /** Webhooks that this run leaves alone, for a request of theirs failed. */
  readonly troubled: Set<string>
  readonly lanes: Map<string, Promise<void>>
  failure: unknown
}

/** Webhooks that are looked at and served at once, requests of one of them, and how long one belongs to who took it. */
const [mostDue, mostLanes, width, leaseMs] = [1_000, 20, 5, 60_000]

class Sender implements WebhookSender {
  readonly #options: WebhookSenderOptions
  readonly #lanes = new Map<string, Lane>()

  constructor(options: WebhookSenderOptions) {
    this.#options = options
  }

  async run({ signal, touch }: SendContext): Promise<SentTotals> {
    const totals = { delivered: 0, retried: 0, dead: 0, ended: 0 }
    const run: Run = { signal, totals, troubled: new Set(), lanes: new Map(), failure: undefined }
    try {
      for (;;) {
        await touch()
        await this.#begin(run)
        if (run.lanes.size === 0) break
        await Promise.race(run.lanes.values())
      }
    } finally {
      await Promise.all(run.lanes.values())
    }
    if (run.failure !== undefined) throw run.failure
    return totals
  }

  /** A lane for each webhook for which something is due. */
  async #begin(run: Run): Promise<void> {
    if (run.signal.aborted || run.failure !== undefined) return
    const { store, clock } = this.#options
    for (const id of await store.dueWebhooks({ now: clock.now(), limit: mostDue })) {
      const lane = this.#lanes.get(id)
      if (lane !== undefined) lane.again = true
      else if (!run.troubled.has(id) && this.#lanes.size < mostLanes)
        run.lanes.set(
          id,
          this.#serve(id, run).finally(() => run.lanes.delete(id)),
        )
    }
  }

  async #serve(id: string, run: Run): Promise<void> {
    const lane: Lane = { again: true }
    this.#lanes.set(id, lane)
    try {
      while (lane.again && !run.signal.aborted) {
        lane.again = false
        if (!(await this.#sendSome(id, lane, run))) run.troubled.add(id)
        if (run.troubled.has(id)) break
      }
    } catch (error) {
      run.failure ??= error
    } finally {
      this.#lanes.delete(id)
    }
  }

  /** False: a request failed, so others come first. */
  async #sendSome(webhookId: string, lane: Lane, run: Run): Promise<boolean> {
    const { store, send, clock } = this.#options
    const webhook = await store.getWebhook(webhookId)
    if (webhook === null) return true
    const taken = await store.takeWebhookDeliveries({ webhookId, now: clock.now(), leaseMs, limit: width })
    if (taken.length > 0) lane.again = true
    const ends = await Promise.allSettled(taken.map(delivery => send(webhook, delivery, run.signal)))
    let well = true
    for (const end of ends) {
      if (end.status === 'rejected') throw end.reason
      run.totals[end.value]++
      well &&= end.value === 'delivered'
    }
    return well
  }
}

export const createWebhookSender = (options: WebhookSenderOptions): WebhookSender => new Sender(options)
