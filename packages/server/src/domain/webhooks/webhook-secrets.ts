import type { Cipher } from '../../ports/cipher.ts'
import type { Logger } from '../../ports/logger.ts'
import type { WebhookRecord, WebhookStore } from '../../ports/webhook-store.ts'

export interface WebhookSecretsOptions {
  readonly store: Pick<WebhookStore, 'resealWebhook'>
  readonly cipher: Cipher
  readonly logger: Pick<Logger, 'warn'>
}

/** Signing secrets: encrypted at rest, shown once (OP6.4). */
export interface WebhookSecrets {
  /** A new one, and how it is kept. */
  make(webhookId: string): { readonly secret: string; readonly sealed: string }
  /** All that sign now, the newest first; none where no `SECRET_KEY` opens the present one. */
  of(webhook: WebhookRecord, now: number): readonly string[]
}

const purpose = 'webhook secret'

/** Secrets in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export const createWebhookSecrets = ({ store, cipher, logger }: WebhookSecretsOptions): WebhookSecrets => ({
  make(webhookId) {
    const bytes = crypto.getRandomValues(new Uint8Array(32))
    const secret = `whsec_${btoa(String.fromCharCode(...bytes))}`
    return { secret, sealed: cipher.seal(purpose, webhookId, secret) }
  },
  of({ id, sealed, earlier }, now) {
    const secret = cipher.open(purpose, id, sealed)
    if (secret === null) return []
    if (cipher.isStale(purpose, id, sealed)) {
      store
        .resealWebhook({ id, before: sealed, sealed: cipher.seal(purpose, id, secret) })
        .catch((error: unknown) => logger.warn({ webhook: id, err: error }, 'a webhook’s secret was not sealed anew'))
    }
    const before = earlier === null || earlier.until <= now ? null : cipher.open(purpose, id, earlier.sealed)
    return before === null ? [secret] : [secret, before]
  },
})
