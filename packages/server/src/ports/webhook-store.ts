import type { Webhook, WebhookDelivery } from '@chat-view/protocol'
import type { Delivery } from './outbox-store.ts'
import type { StorePage } from './thread-store.ts'
import type { WebhookData, WebhookNews } from './webhook-topics.ts'

/** A project's webhook as it is kept (OP6). */
export interface WebhookRecord extends Webhook {
  /** What happens from then on is told: when it was made, or last switched on. */
  readonly since: number
  /** Its signing secret, as a `Cipher` sealed it for this webhook's id. */
  readonly sealed: string
  /** The secret before it, which signs along until then. */
  readonly earlier: { readonly sealed: string; readonly until: number } | null
  /** Since when every delivery that ended was given up; null: the last one arrived. */
  readonly failingSince: number | null
}

/** One request that is to be made, or was. `nextAt` is null where it has ended, or its webhook is switched off. */
export interface WebhookDeliveryRecord extends WebhookDelivery {
  readonly projectId: string
  readonly key: string
  readonly userId: string | null
  readonly seq: number
  readonly at: number
  readonly data: WebhookData
}

export interface WebhookPlace {
  readonly at: number
  readonly id: string
}

export interface WebhookDeliveryQuery {
  readonly projectId: string
  readonly state?: WebhookDelivery['state']
  readonly limit: number
  readonly before?: WebhookPlace
  readonly after?: WebhookPlace
}

interface Act {
  readonly projectId: string
  readonly id: string
  readonly at: number
  /** For the audit trail, where each of them writes a line. */
  readonly actor: string
}

/** How a try ended. */
export interface WebhookTry {
  readonly id: string
  /** Its `attempts` when it was taken: who took it later has another. */
  readonly attempt: number
  readonly at: number
  /** HTTP status; null: no answer came. */
  readonly status: number | null
  /** A short code; null: it arrived. */
  readonly error: string | null
  readonly end: { readonly state: 'delivered' | 'dead' } | { readonly state: 'waiting'; readonly nextAt: number }
}

/** Why the server switched a webhook off: its address said that it is gone; nothing arrived for days. */
export type SwitchOff = 'gone' | 'failing'

const day = 86_400_000

/** How long deliveries are kept, in milliseconds: since they ended, or, while they wait, since they were written (OP6.6). */
export const keptDeliveries = { delivered: day, dead: 30 * day, waiting: 40 * day } as const

/** Webhooks, and what is on its way to them (OP6). */
export interface WebhookStore {
  /** All of a project, the oldest first. */
  listWebhooks(projectId: string): Promise<WebhookRecord[]>
  getWebhook(id: string): Promise<WebhookRecord | null>
  /** @throws not_found when there is no such project, too_many */
  createWebhook(webhook: WebhookRecord, actor: string): Promise<WebhookRecord>
  /**
   * Switched off, what waits goes on waiting; switched on, it is due, and what happens from then on is told.
   * @throws not_found; conflict when the version is another
   */
  updateWebhook(
    verb: Act & { readonly version?: number; readonly patch: Partial<Pick<Webhook, 'url' | 'topics' | 'enabled'>> },
  ): Promise<WebhookRecord>
  /** With all its deliveries. @throws not_found */
  deleteWebhook(verb: Act): Promise<void>
  /** Another secret; the present one signs along until then. @throws not_found */
  setWebhookSecret(verb: Act & { readonly sealed: string; readonly until: number }): Promise<WebhookRecord>
  /** The same secret under another seal; nothing where it is another one by now. */
  resealWebhook(verb: { readonly id: string; readonly before: string; readonly sealed: string }): Promise<void>
  /** What the server does by itself, once; false: it was off, or is not there. */
  switchOffWebhook(verb: { readonly id: string; readonly reason: SwitchOff; readonly at: number }): Promise<boolean>

  /**
   * The webhook subscriber's effect: a delivery for each event of the commit and each webhook that wants it, and the end
   * of the outbox's delivery, together; again it changes nothing. Answers how many were written.
   */
  deliverToWebhooks(delivery: Delivery, at: number): Promise<number>
  /** News of a project that no commit of a thread tells of. Answers how many deliveries were written: none the second time. */
  tellWebhooks(projectId: string, news: WebhookNews, at: number): Promise<number>

  /** Webhooks for which something is due, at most so many. */
  dueWebhooks(query: { readonly now: number; readonly limit: number }): Promise<string[]>
  /** When the next delivery is due, or was; null: nothing waits. */
  nextWebhookDelivery(): Promise<number | null>
  /** Leases what is due for a webhook that is on: of one thread only the first that waits. */
  takeWebhookDeliveries(query: {
    readonly webhookId: string
    readonly now: number
    readonly leaseMs: number
    readonly limit: number
  }): Promise<WebhookDeliveryRecord[]>
  /**
   * Writes how a try ended, and makes what follows in its thread due when it is over. Answers `failingSince` of the
   * webhook; nothing happens, and null is answered, where another has the delivery by now.
   */
  settleWebhookDelivery(result: WebhookTry): Promise<number | null>

  /** Newest first. */
  listWebhookDeliveries(query: WebhookDeliveryQuery): Promise<StorePage<WebhookDeliveryRecord, WebhookPlace>>
  /** A dead letter begins anew. @throws not_found; state_conflict for one that is not dead */
  retryWebhookDelivery(verb: Omit<Act, 'actor'>): Promise<WebhookDeliveryRecord>
}
