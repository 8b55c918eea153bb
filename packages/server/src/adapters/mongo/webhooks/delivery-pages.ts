import type { Filter } from 'mongodb'
import type { StorePage } from '../../../ports/thread-store.ts'
import type { WebhookDeliveryQuery, WebhookDeliveryRecord, WebhookPlace } from '../../../ports/webhook-store.ts'
import type { WebhookDeliveryRow } from '../models/webhook-delivery.ts'
import type { MongoReader } from '../mongo-context.ts'
import { pageOf } from '../page.ts'

type Bound = Filter<WebhookDeliveryRow>

export const toDelivery = ({ _id, ...row }: WebhookDeliveryRow): WebhookDeliveryRecord => ({ id: _id, ...row })

/** Beyond a place, in the order of time and id: one range of the index, without the rows of that time on its other side. */
const before = ({ at, id }: WebhookPlace): Bound => ({
  createdAt: { $lte: at },
  $nor: [{ createdAt: at, _id: { $gte: id } }],
})
const after = ({ at, id }: WebhookPlace): Bound => ({
  createdAt: { $gte: at },
  $nor: [{ createdAt: at, _id: { $lte: id } }],
})

/** Newest first. */
export const listWebhookDeliveries = async (
  reader: MongoReader,
  query: WebhookDeliveryQuery,
): Promise<StorePage<WebhookDeliveryRecord, WebhookPlace>> => {
  const { projectId, state } = query
  const scope: Bound = state === undefined ? { projectId } : { projectId, state }
  const hint = state === undefined ? 'of_project' : 'of_state'
  const rows = (order: 1 | -1, bounds: Bound[], limit: number): Promise<WebhookDeliveryRow[]> =>
    reader.webhookDeliveries.all({ $and: [scope, ...bounds] }, { sort: { createdAt: order, _id: order }, limit, hint })
  const page = await pageOf<WebhookDeliveryRow, WebhookPlace>(
    {
      newest: 'first',
      place: ({ createdAt, _id }) => ({ at: createdAt, id: _id }),
      read: step => {
        const newer: Bound[] = step.before === undefined ? [] : [after(step.before)]
        if (step.go === 'backward') return rows(1, newer, step.limit)
        const older: Bound[] = step.after === undefined ? [] : [before(step.after)]
        return rows(-1, [...older, ...newer], step.limit)
      },
    },
    query,
  )
  return { ...page, items: page.items.map(toDelivery) }
}
