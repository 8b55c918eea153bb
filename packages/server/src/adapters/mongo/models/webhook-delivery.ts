import type { WebhookDeliveryRecord } from '../../../ports/webhook-store.ts'
import { collection, maybeText, maybeWhole, oneOf, ownId, type RowOf, record, text, time, whole } from './fields.ts'

export type WebhookDeliveryRow = RowOf<WebhookDeliveryRecord>

const due = { partialFilterExpression: { nextAt: { $gte: 0 } } }

export const webhookDeliveries = collection<WebhookDeliveryRow>('webhook_deliveries', {
  ...ownId,
  webhookId: text(1),
  projectId: text(1),
  topic: text(1),
  key: text(1),
  threadId: maybeText(1),
  userId: maybeText(1),
  seq: whole(),
  at: time(),
  data: record,
  state: oneOf(['waiting', 'delivered', 'dead']),
  attempts: whole(),
  nextAt: maybeWhole(),
  lastStatus: maybeWhole(),
  lastError: maybeText(1),
  createdAt: time(),
  endedAt: maybeWhole(),
})
webhookDeliveries.index({ webhookId: 1, key: 1 }, { name: 'news', unique: true })
webhookDeliveries.index({ webhookId: 1, nextAt: 1 }, { name: 'due', ...due })
webhookDeliveries.index({ nextAt: 1, webhookId: 1 }, { name: 'next', ...due })
webhookDeliveries.index({ webhookId: 1, threadId: 1, state: 1, seq: 1 }, { name: 'chain' })
webhookDeliveries.index({ projectId: 1, createdAt: 1, _id: 1 }, { name: 'of_project' })
webhookDeliveries.index({ projectId: 1, state: 1, createdAt: 1, _id: 1 }, { name: 'of_state' })
webhookDeliveries.index({ state: 1, createdAt: 1 }, { name: 'age' })
webhookDeliveries.index({ state: 1, endedAt: 1 }, { name: 'end' })
webhookDeliveries.index({ threadId: 1 }, { name: 'thread', partialFilterExpression: { threadId: { $gt: '' } } })
webhookDeliveries.index({ userId: 1 }, { name: 'user', partialFilterExpression: { userId: { $gt: '' } } })
