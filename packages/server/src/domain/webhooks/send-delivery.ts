import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { WebhookObserver } from '../../ports/webhook-observer.ts'
import type { WebhookPost, WebhookSigner } from '../../ports/webhook-post.ts'
import type {
  SwitchOff,
  WebhookDeliveryRecord,
  WebhookRecord,
  WebhookStore,
  WebhookTry,
} from '../../ports/webhook-store.ts'
import { afterTry } from './after-try.ts'
import type { WebhookSecrets } from './webhook-secrets.ts'

export interface SendDeliveryOptions {
  readonly store: Pick<WebhookStore, 'settleWebhookDelivery' | 'switchOffWebhook'>
  readonly post: Pick<WebhookPost, 'post'>
  readonly sign: WebhookSigner
  readonly secrets: Pick<WebhookSecrets, 'of'>
  readonly observer: WebhookObserver
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Pick<Logger, 'warn'>
  /** From 0 to 1. Default `Math.random`. */
  readonly random?: () => number
}

/** `delivered`, `retried` later, given up as `dead`; `ended`: there was a stop, and it is due again at once. */
export type TryOutcome = 'delivered' | 'retried' | 'dead' | 'ended'

/** For so long every delivery has to be given up until the server switches a webhook off (OP6.2). */
const failingMs = 5 * 86_400_000

/** What is sent: ids and numbers, never text (OP6.3). */
const bodyOf = ({ topic, at, data }: WebhookDeliveryRecord): string =>
  JSON.stringify({ type: topic, timestamp: new Date(at).toISOString(), data })

/** Makes one request and writes how it ended. The id of the message is the delivery's: the same at each try. */
export const createSendDelivery = (options: SendDeliveryOptions) => {
  const { store, post, sign, secrets, observer, clock, logger, random = Math.random } = options

  const attempted = async (webhook: WebhookRecord, delivery: WebhookDeliveryRecord, signal: AbortSignal) => {
    const { id, attempts: attempt } = delivery
    const now = clock.now()
    const keys = secrets.of(webhook, now)
    if (keys.length === 0) {
      logger.warn({ webhook: webhook.id }, 'no SECRET_KEY opens the webhook’s secret: rotate it')
      const later = afterTry({ kind: 'failed', error: 'unreachable' }, { attempt, now, random: random() })
      return { ...later, error: 'no_secret' }
    }
    const body = bodyOf(delivery)
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1_000)),
      'webhook-signature': sign(keys, id, now, body),
    }
    const result = await post.post({ url: webhook.url, headers, body }, signal)
    return afterTry(result, { attempt, now: clock.now(), random: random() })
  }

  const switchOff = async (id: string, reason: SwitchOff, at: number): Promise<void> => {
    if (await store.switchOffWebhook({ id, reason, at }))
      logger.warn({ webhook: id, reason }, 'a webhook is switched off')
  }

  const settle = async (webhook: WebhookRecord, result: WebhookTry): Promise<void> => {
    const { at, status, end } = result
    const failingSince = await store.settleWebhookDelivery(result)
    if (end.state !== 'dead') return
    if (status === 410) await switchOff(webhook.id, 'gone', at)
    else if (failingSince !== null && at - failingSince >= failingMs) await switchOff(webhook.id, 'failing', at)
  }

  /** @throws store_unavailable: then the lease brings it back */
  return async (webhook: WebhookRecord, delivery: WebhookDeliveryRecord, signal: AbortSignal): Promise<TryOutcome> => {
    const { id, attempts: attempt } = delivery
    let tried: Awaited<ReturnType<typeof attempted>>
    try {
      tried = await attempted(webhook, delivery, signal)
    } catch (error) {
      if (!signal.aborted) throw error
      const at = clock.now()
      const end = { state: 'waiting', nextAt: at } as const
      await store.settleWebhookDelivery({ id, attempt, at, status: null, error: 'stopped', end })
      return 'ended'
    }
    await settle(webhook, { id, attempt, at: clock.now(), ...tried })
    const outcome = tried.end.state === 'waiting' ? 'retried' : tried.end.state
    observer.tried(outcome)
    return outcome
  }
}

export type SendDelivery = ReturnType<typeof createSendDelivery>
