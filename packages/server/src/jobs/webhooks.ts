import type { WebhookSender } from '../domain/webhooks/webhook-sender.ts'
import type { Clock } from '../ports/clock.ts'
import type { JobDefinition } from '../ports/jobs.ts'
import type { WebhookStore } from '../ports/webhook-store.ts'

export interface WebhooksJobOptions {
  readonly sender: WebhookSender
  readonly store: Pick<WebhookStore, 'nextWebhookDelivery'>
  readonly clock: Pick<Clock, 'now'>
  /** Asks for another run at that time. */
  readonly ask: (at: number) => Promise<void>
}

/** It comes round each minute by itself: what is due later is not asked for. */
const soonMs = 60_000

/** Milliseconds between two runs that nobody asked for: what had trouble is not hurried. */
const restMs = 5_000

/** What is sent is marked; a run that comes twice finds nothing to do (OP6). */
export const webhooksJob = ({ sender, store, clock, ask }: WebhooksJobOptions): JobDefinition => ({
  name: 'webhooks',
  meaning: 'Sends what webhooks are to be told, and tries again what failed',
  concurrency: 4,
  longestMs: 3_600_000,
  async run(_, { signal, touch }) {
    const sent = await sender.run({ signal, touch: () => touch() })
    const next = await store.nextWebhookDelivery()
    const now = clock.now()
    if (next !== null && next < now + soonMs && !signal.aborted) await ask(Math.max(next, now + restMs))
    return sent
  },
})
