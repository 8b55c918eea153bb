import { createWebhookPost } from './adapters/webhook/create-webhook-post.ts'
import { signWebhook } from './adapters/webhook/sign-webhook.ts'
import type { Config } from './config/load-config.ts'
import { askToSend } from './domain/webhooks/ask-to-send.ts'
import { createWebhooks, type Webhooks } from './domain/webhooks/create-webhooks.ts'
import { createQuotaNews } from './domain/webhooks/quota-news.ts'
import { createSendDelivery } from './domain/webhooks/send-delivery.ts'
import { createWebhookSecrets } from './domain/webhooks/webhook-secrets.ts'
import { createWebhookSender } from './domain/webhooks/webhook-sender.ts'
import { webhooksJob } from './jobs/webhooks.ts'
import type { Cipher } from './ports/cipher.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import type { JobDefinition, Jobs } from './ports/jobs.ts'
import type { Logger } from './ports/logger.ts'
import type { QuotaObserver } from './ports/quota-observer.ts'
import type { Store } from './ports/store.ts'
import type { Metrics } from './telemetry/metrics.ts'

export interface WebhookPartsOptions {
  readonly config: Pick<Config, 'WEBHOOK_PRIVATE'>
  readonly store: Store
  readonly cipher: Cipher
  readonly jobs: Pick<Jobs, 'once'>
  readonly ids: Ids
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'webhooks'>
}

/** Webhooks as operators set them, the job that sends, and who tells of spending (OP6). */
export interface WebhookParts {
  readonly webhooks: Webhooks
  readonly job: JobDefinition
  readonly quotas: QuotaObserver
}

export const createWebhookParts = (options: WebhookPartsOptions): WebhookParts => {
  const { config, store, cipher, jobs, ids, clock, logger, metrics } = options
  const post = createWebhookPost({ privateTargets: config.WEBHOOK_PRIVATE })
  const secrets = createWebhookSecrets({ store, cipher, logger })
  const observer = { tried: (outcome: string) => metrics.webhooks.inc({ outcome }) }
  const send = createSendDelivery({ store, post, sign: signWebhook, secrets, observer, clock, logger })
  const sender = createWebhookSender({ store, send, clock })
  const ask = (at?: number): Promise<void> => askToSend({ jobs, logger }, at)
  return {
    webhooks: createWebhooks({ store, secrets, post, ids, clock, ask }),
    job: webhooksJob({ sender, store, clock, ask }),
    quotas: createQuotaNews({ store, clock, logger, ask }),
  }
}
