import type { WebhookRecord } from '../../../ports/webhook-store.ts'
import {
  collection,
  flag,
  list,
  maybeRecord,
  maybeText,
  maybeWhole,
  ownId,
  type RowOf,
  text,
  time,
  whole,
} from './fields.ts'

export type WebhookRow = RowOf<WebhookRecord>

export const webhooks = collection<WebhookRow>('webhooks', {
  ...ownId,
  projectId: text(1),
  version: whole(1),
  url: text(1),
  topics: list,
  enabled: flag,
  disabledReason: maybeText(1),
  createdAt: time(),
  since: time(),
  sealed: text(1),
  earlier: maybeRecord,
  failingSince: maybeWhole(),
})
webhooks.index({ projectId: 1, enabled: 1 }, { name: 'project' })
