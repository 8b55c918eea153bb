import { deliverToWebhooks, tellWebhooks } from './tell-webhooks.ts'
import { retryWebhookDelivery, settleWebhookDelivery, takeWebhookDeliveries } from './webhook-tries.ts'
import {
  createWebhook,
  deleteWebhook,
  resealWebhook,
  setWebhookSecret,
  switchOffWebhook,
  updateWebhook,
} from './webhook-writes.ts'

/** Verbs of webhooks that are one transaction each. */
export const webhookTransactions = {
  createWebhook,
  updateWebhook,
  deleteWebhook,
  setWebhookSecret,
  switchOffWebhook,
  deliverToWebhooks,
  tellWebhooks,
}

/** Verbs of webhooks whose statements may each stand alone. */
export const webhookSingles = { resealWebhook, takeWebhookDeliveries, settleWebhookDelivery, retryWebhookDelivery }
