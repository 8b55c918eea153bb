import { v7 } from 'uuid'
import type { Delivery } from '../../../ports/outbox-store.ts'
import type { WebhookRecord } from '../../../ports/webhook-store.ts'
import { hears, newsOf, type WebhookNews } from '../../../ports/webhook-topics.ts'
import { eventsAfter } from '../events/event-reads.ts'
import type { WebhookDeliveryRow } from '../models/webhook-delivery.ts'
import type { MongoContext } from '../mongo-context.ts'
import { completeDelivery, deliveryKey } from '../outbox/deliveries.ts'
import { listWebhooks } from './webhook-row.ts'

const rowOf = (webhook: WebhookRecord, news: WebhookNews, at: number): WebhookDeliveryRow => ({
  _id: v7({ msecs: at, seq: news.seq }),
  webhookId: webhook.id,
  projectId: webhook.projectId,
  ...news,
  state: 'waiting',
  attempts: 0,
  nextAt: at,
  lastStatus: null,
  lastError: null,
  createdAt: at,
  endedAt: null,
})

const rowsFor = (webhooks: readonly WebhookRecord[], news: WebhookNews, at: number): WebhookDeliveryRow[] =>
  webhooks.filter(webhook => webhook.enabled && hears(webhook, news)).map(webhook => rowOf(webhook, news, at))

/** Of a commit's events each that a webhook wants becomes a delivery; again nothing changes, for the row is gone. */
export const deliverToWebhooks = async (context: MongoContext, { id }: Delivery, at: number): Promise<number> => {
  const row = await context.outbox.get(deliveryKey(id))
  if (row === null) return 0
  const { threadId, seq, firstSeq } = row
  const first = firstSeq ?? seq
  const thread = await context.threads.get({ _id: threadId })
  const projectId = thread?.projectId ?? ''
  const webhooks = await listWebhooks(context, projectId)
  const events = await eventsAfter(context, threadId, first - 1, seq - first + 1)
  const rows = events.flatMap(event => {
    const news = event.seq > seq ? null : newsOf(projectId, event)
    return news === null ? [] : rowsFor(webhooks, news, at)
  })
  await context.webhookDeliveries.insert(...rows)
  await completeDelivery(context, id)
  return rows.length
}

/** What is no event of a thread: once for its key. */
export const tellWebhooks = async (
  context: MongoContext,
  projectId: string,
  news: WebhookNews,
  at: number,
): Promise<number> => {
  const { webhookDeliveries } = context
  let written = 0
  for (const row of rowsFor(await listWebhooks(context, projectId), news, at)) {
    if ((await webhookDeliveries.get({ webhookId: row.webhookId, key: row.key })) !== null) continue
    await webhookDeliveries.insert(row)
    written++
  }
  return written
}
