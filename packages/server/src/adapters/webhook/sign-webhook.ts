import { Webhook } from 'standardwebhooks'
import type { WebhookSigner } from '../../ports/webhook-post.ts'

/** One signature a secret, the newest first; who knows any of them can verify it. */
export const signWebhook: WebhookSigner = (secrets, id, at, body) =>
  secrets.map(secret => new Webhook(secret).sign(id, new Date(at), body)).join(' ')
