import { v7 } from 'uuid'
import type { Delivery } from '../../../ports/outbox-store.ts'
import type { WebhookRecord } from '../../../ports/webhook-store.ts'
import { hears, newsOf, type WebhookNews } from '../../../ports/webhook-topics.ts'
import { eventsAfter } from '../events/event-reads.ts'
import { completeDelivery, deliveryKey } from '../outbox/deliveries.ts'
import type { WriteContext } from '../write-context.ts'
import { listWebhooks } from './webhook-row.ts'

const tell = ({ sql }: WriteContext, webhooks: readonly WebhookRecord[], news: WebhookNews, at: number): number => {
  let written = 0
  for (const webhook of webhooks)
    if (webhook.enabled && hears(webhook, news))
      written += sql.run(
        `INSERT INTO webhook_deliveries (id, webhook_id, project_id, topic, key, thread_id, user_id, seq, at, data, state,
           attempts, next_at, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?) ON CONFLICT (webhook_id, key) DO NOTHING`,
        v7({ msecs: at, seq: news.seq }),
        webhook.id,
        webhook.projectId,
        news.topic,
        news.key,
        news.threadId,
        news.userId,
        news.seq,
        news.at,
        JSON.stringify(news.data),
        at,
        at,
      )
  return written
}

/** Of a commit's events each that a webhook wants becomes a delivery; again nothing changes, for the row is gone. */
export const deliverToWebhooks = (context: WriteContext, { id }: Delivery, at: number): number => {
  const { sql } = context
  const { threadId, subscriber, moment } = deliveryKey(id)
  const row = sql.get<{ first: number; last: number; project: string }>(
    `SELECT coalesce(o.first_seq, o.seq) AS first, o.seq AS last, t.project_id AS project
     FROM outbox o JOIN threads t ON t.id = o.thread_id WHERE o.thread_id = ? AND o.subscriber = ? AND o.moment = ?`,
    threadId,
    subscriber,
    moment,
  )
  if (row === undefined) return 0
  const webhooks = listWebhooks(sql, row.project)
  let written = 0
  for (const event of eventsAfter(sql, threadId, row.first - 1, row.last - row.first + 1)) {
    const news = event.seq > row.last ? null : newsOf(row.project, event)
    if (news !== null) written += tell(context, webhooks, news, at)
  }
  completeDelivery(context, id)
  return written
}

/** What is no event of a thread: once for its key. */
export const tellWebhooks = (context: WriteContext, projectId: string, news: WebhookNews, at: number): number =>
  tell(context, listWebhooks(context.sql, projectId), news, at)
