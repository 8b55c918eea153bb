import type { Bus } from '../../ports/bus.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Jobs } from '../../ports/jobs.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Delivery, OutboxStore, Subscriber } from '../../ports/outbox-store.ts'
import type { WebhookStore } from '../../ports/webhook-store.ts'
import { askToSend } from '../webhooks/ask-to-send.ts'

/** Takes a delivery to its subscriber and completes it; again it changes nothing. @throws when it has to come again */
export type DeliveryHandler = (delivery: Delivery) => Promise<void>

/** One for each subscriber (ST7). */
export type DeliveryHandlers = Readonly<Record<Subscriber, DeliveryHandler>>

export interface SubscribersOptions {
  readonly store: Pick<OutboxStore, 'deliverToFeeds' | 'deliverActivity' | 'completeDelivery'> &
    Pick<WebhookStore, 'deliverToWebhooks'>
  readonly bus: Pick<Bus, 'publish'>
  readonly jobs: Pick<Jobs, 'once'>
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Pick<Logger, 'warn'>
}

/** What each subscriber does with what it hears. */
export const createSubscribers = ({ store, bus, jobs, clock, logger }: SubscribersOptions): DeliveryHandlers => ({
  async feeds(delivery) {
    for (const { userId, seq } of await store.deliverToFeeds(delivery)) bus.publish({ kind: 'feed', user: userId, seq })
  },
  activity: delivery => store.deliverActivity(delivery),
  async titles({ id, event: { threadId } }) {
    // The job is kept before the delivery is forgotten; asked for twice it is once.
    await jobs.once('title', threadId, { thread: threadId })
    await store.completeDelivery(id)
  },
  async webhooks(delivery) {
    if ((await store.deliverToWebhooks(delivery, clock.now())) > 0) await askToSend({ jobs, logger })
  },
})
