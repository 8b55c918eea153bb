import type { Store } from '../../ports/store.ts'

/** Brings all that waits to its subscribers. */
export const deliverAll = async (store: Store): Promise<void> => {
  for (;;) {
    const due = await store.takeDeliveries({ now: Number.MAX_SAFE_INTEGER - 10_000, leaseMs: 1_000, limit: 500 })
    if (due.length === 0) return
    for (const one of due)
      if (one.subscriber === 'feeds') await store.deliverToFeeds(one)
      else if (one.subscriber === 'activity') await store.deliverActivity(one)
      else if (one.subscriber === 'webhooks') await store.deliverToWebhooks(one, one.event.at)
      else await store.completeDelivery(one.id)
  }
}
