import type { WebhookRecord } from '../../../ports/webhook-store.ts'
import type { WebhookRow } from '../models/webhook.ts'
import type { MongoReader } from '../mongo-context.ts'

export const toWebhook = ({ _id, earlier, ...row }: WebhookRow): WebhookRecord => ({
  ...row,
  id: _id,
  topics: [...row.topics],
  earlier: earlier === null ? null : { sealed: earlier.sealed, until: earlier.until },
})

/** The oldest first: their number is bounded. */
export const listWebhooks = async ({ webhooks }: MongoReader, projectId: string): Promise<WebhookRecord[]> => {
  const rows = await webhooks.all({ projectId })
  return rows.map(toWebhook).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}

export const getWebhook = async ({ webhooks }: MongoReader, id: string): Promise<WebhookRecord | null> => {
  const row = await webhooks.get({ _id: id })
  return row === null ? null : toWebhook(row)
}
