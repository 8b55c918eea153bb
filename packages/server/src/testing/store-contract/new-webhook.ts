import type { WebhookRecord } from '../../ports/webhook-store.ts'
import type { World } from './world.ts'
import { newId } from './world.ts'

/** A webhook of a project that hears of everything in threads from the beginning. */
export const newWebhook = (projectId: string, webhook: Partial<WebhookRecord> = {}): WebhookRecord => ({
  id: newId(),
  projectId,
  version: 1,
  url: 'https://example.com/hook',
  topics: ['thread.created', 'thread.updated', 'message.created', 'answer.ended'],
  enabled: true,
  createdAt: 1,
  disabledReason: null,
  since: 0,
  sealed: 'sealed text',
  earlier: null,
  failingSince: null,
  ...webhook,
})

/** Takes all that waits in the outbox to the webhooks, and to nobody else. Answers how many deliveries were written. */
export const tellAll = async ({ store }: World, at = 5_000): Promise<number> => {
  let written = 0
  for (;;) {
    const due = await store.takeDeliveries({ now: 0, leaseMs: 1_000, limit: 100 })
    if (due.length === 0) return written
    for (const one of due)
      if (one.subscriber === 'webhooks') written += await store.deliverToWebhooks(one, at)
      else await store.completeDelivery(one.id)
  }
}
