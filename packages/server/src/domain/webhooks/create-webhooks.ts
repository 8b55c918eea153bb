import type { Webhook, WebhookTopic } from '@chat-view/protocol'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Ids } from '../../ports/ids.ts'
import type { ProjectStore } from '../../ports/project-store.ts'
import type { StorePage } from '../../ports/thread-store.ts'
import type { WebhookPost } from '../../ports/webhook-post.ts'
import type {
  WebhookDeliveryQuery,
  WebhookDeliveryRecord,
  WebhookPlace,
  WebhookRecord,
  WebhookStore,
} from '../../ports/webhook-store.ts'
import type { WebhookSecrets } from './webhook-secrets.ts'

export interface WebhooksOptions {
  readonly store: Pick<ProjectStore, 'getProject'> &
    Pick<
      WebhookStore,
      | 'listWebhooks'
      | 'getWebhook'
      | 'createWebhook'
      | 'updateWebhook'
      | 'deleteWebhook'
      | 'setWebhookSecret'
      | 'listWebhookDeliveries'
      | 'retryWebhookDelivery'
    >
  readonly secrets: Pick<WebhookSecrets, 'make'>
  readonly post: Pick<WebhookPost, 'check'>
  readonly ids: Ids
  readonly clock: Pick<Clock, 'now'>
  /** Has sent what is due. */
  readonly ask: () => Promise<void>
}

interface Place {
  readonly projectId: string
  readonly id: string
  readonly actor: string
}

/** Projects' webhooks, as operators set them (OP6). */
export interface Webhooks {
  /** @throws not_found */
  list(projectId: string): Promise<Webhook[]>
  /** @throws not_found, too_many, invalid_request for an address that webhooks may not have */
  create(
    wanted: { readonly projectId: string; readonly url: string; readonly topics: readonly WebhookTopic[] },
    actor: string,
  ): Promise<Webhook & { readonly secret: string }>
  /** @throws not_found, conflict, invalid_request */
  update(
    place: Place,
    patch: { readonly url?: string; readonly topics?: readonly WebhookTopic[]; readonly enabled?: boolean },
    version?: number,
  ): Promise<Webhook>
  /** @throws not_found */
  remove(place: Place): Promise<void>
  /** A new secret; the earlier one signs along for a day. @throws not_found */
  rotate(place: Place): Promise<string>
  /** What waits, and what was given up, newest first. @throws not_found */
  deliveries(query: WebhookDeliveryQuery): Promise<StorePage<WebhookDeliveryRecord, WebhookPlace>>
  /** @throws not_found, state_conflict */
  retry(projectId: string, deliveryId: string): Promise<WebhookDeliveryRecord>
}

const overlapMs = 86_400_000

/** What operators see of it: no secret, sealed or not. */
const shownWebhook = (record: WebhookRecord): Webhook => {
  const { id, projectId, version, url, topics, enabled, createdAt, disabledReason } = record
  return { id, projectId, version, url, topics, enabled, createdAt, disabledReason }
}

const once = (topics: readonly WebhookTopic[]): WebhookTopic[] => [...new Set(topics)]

export const createWebhooks = ({ store, secrets, post, ids, clock, ask }: WebhooksOptions): Webhooks => {
  const checked = (url: string): string => {
    const wrong = post.check(url)
    if (wrong !== null) throw wrong
    return url
  }
  const expect = async (projectId: string): Promise<void> => {
    if ((await store.getProject(projectId)) === null) throw new CodedError('not_found')
  }
  /** A stale write is told what there is now, and the store knows more of it than operators may see (CV5). */
  const withCurrent = async (error: unknown, id: string): Promise<unknown> => {
    const isStale = error instanceof CodedError && error.code === 'conflict'
    const now = isStale ? await store.getWebhook(id) : null
    return now === null ? error : new CodedError('conflict', { current: shownWebhook(now) })
  }

  return {
    async list(projectId) {
      await expect(projectId)
      return (await store.listWebhooks(projectId)).map(shownWebhook)
    },
    async create({ projectId, url, topics }, actor) {
      const [id, now] = [ids.make(), clock.now()]
      const { secret, sealed } = secrets.make(id)
      const made = await store.createWebhook(
        {
          id,
          projectId,
          version: 1,
          url: checked(url),
          topics: once(topics),
          enabled: true,
          createdAt: now,
          disabledReason: null,
          since: now,
          sealed,
          earlier: null,
          failingSince: null,
        },
        actor,
      )
      return { ...shownWebhook(made), secret }
    },
    async update(place, { url, topics, enabled }, version) {
      const patch = {
        ...(url !== undefined && { url: checked(url) }),
        ...(topics !== undefined && { topics: once(topics) }),
        ...(enabled !== undefined && { enabled }),
      }
      const expected = version === undefined ? {} : { version }
      const updated = await store
        .updateWebhook({ ...place, ...expected, at: clock.now(), patch })
        .catch(async (error: unknown) => {
          throw await withCurrent(error, place.id)
        })
      if (enabled) await ask()
      return shownWebhook(updated)
    },
    remove: place => store.deleteWebhook({ ...place, at: clock.now() }),
    async rotate(place) {
      const { secret, sealed } = secrets.make(place.id)
      const at = clock.now()
      await store.setWebhookSecret({ ...place, sealed, until: at + overlapMs, at })
      return secret
    },
    async deliveries(query) {
      await expect(query.projectId)
      return store.listWebhookDeliveries(query)
    },
    async retry(projectId, id) {
      const delivery = await store.retryWebhookDelivery({ projectId, id, at: clock.now() })
      await ask()
      return delivery
    },
  }
}
