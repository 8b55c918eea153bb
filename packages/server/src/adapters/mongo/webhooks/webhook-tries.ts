import { CodedError } from '../../../ports/coded-error.ts'
import type { WebhookDeliveryRecord, WebhookStore, WebhookTry } from '../../../ports/webhook-store.ts'
import type { WebhookDeliveryRow } from '../models/webhook-delivery.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'
import { toDelivery } from './delivery-pages.ts'

type Verb<K extends keyof WebhookStore> = Parameters<WebhookStore[K]>[0]

/** Rows that one taking looks at for each that it may take: some wait for others of their thread. */
const looks = 4

/** From the index alone: what is due, by its webhook. */
export const dueWebhooks = async (
  { webhooks, webhookDeliveries }: MongoReader,
  { now, limit }: Verb<'dueWebhooks'>,
): Promise<string[]> => {
  const found = await webhookDeliveries.aggregate<{ _id: string }>(
    [{ $match: { nextAt: { $gte: 0, $lte: now } } }, { $group: { _id: '$webhookId' } }],
    { hint: 'next' },
  )
  if (found.length === 0) return []
  const on = await webhooks.all({ _id: { $in: found.map(({ _id }) => _id) }, enabled: true })
  return on.map(({ _id }) => _id).slice(0, limit)
}

export const nextWebhookDelivery = async ({ webhookDeliveries }: MongoReader): Promise<number | null> =>
  (await webhookDeliveries.get({ nextAt: { $gte: 0 } }, { sort: { nextAt: 1 }, hint: 'next' }))?.nextAt ?? null

/** The first of its thread that waits before it. */
const blocker = async (
  { webhookDeliveries }: MongoReader,
  row: WebhookDeliveryRow,
): Promise<WebhookDeliveryRow | null> => {
  const { webhookId, threadId, seq } = row
  if (threadId === null) return null
  const earlier = { webhookId, threadId, state: 'waiting', seq: { $lt: seq } } as const
  return await webhookDeliveries.get(earlier, { sort: { seq: 1 }, hint: 'chain' })
}

/** What must wait for another is not due before that. Two takers that meet: who changes the row first has it. */
export const takeWebhookDeliveries = async (
  context: MongoContext,
  { webhookId, now, leaseMs, limit }: Verb<'takeWebhookDeliveries'>,
): Promise<WebhookDeliveryRecord[]> => {
  const { webhooks, webhookDeliveries } = context
  if ((await webhooks.get({ _id: webhookId, enabled: true })) === null) return []
  const due = await webhookDeliveries.all(
    { webhookId, nextAt: { $gte: 0, $lte: now } },
    { sort: { nextAt: 1 }, limit: limit * looks, hint: 'due' },
  )
  const taken: WebhookDeliveryRecord[] = []
  for (const row of due) {
    if (taken.length >= limit) break
    const { _id, nextAt } = row
    const first = await blocker(context, row)
    const change =
      first === null
        ? { $set: { nextAt: now + leaseMs }, $inc: { attempts: 1 } }
        : { $set: { nextAt: Math.max(first.nextAt ?? 0, now + 1) } }
    const changed = await webhookDeliveries.change({ _id, nextAt }, change)
    if (first === null && changed !== null) taken.push(toDelivery(changed))
  }
  return taken
}

const wakeNext = async ({ webhookDeliveries }: MongoContext, row: WebhookDeliveryRow, at: number): Promise<void> => {
  const { webhookId, threadId } = row
  const next = await webhookDeliveries.get(
    { webhookId, threadId, state: 'waiting' },
    { sort: { seq: 1 }, hint: 'chain' },
  )
  if (next !== null) await webhookDeliveries.update({ _id: next._id, nextAt: { $gt: at } }, { $set: { nextAt: at } })
}

/** One that arrived ends a time of failures; one that was given up begins it. */
const noteEnd = async ({ webhooks }: MongoContext, _id: string, state: string, at: number): Promise<void> => {
  if (state === 'dead') await webhooks.update({ _id, failingSince: null }, { $set: { failingSince: at } })
  else await webhooks.update({ _id, failingSince: { $gte: 0 } }, { $set: { failingSince: null } })
}

/** The row's own end is one statement; what follows from it is met again by the next end, or a lease that runs out. */
export const settleWebhookDelivery = async (context: MongoContext, result: WebhookTry): Promise<number | null> => {
  const { id, attempt, at, status, error, end } = result
  // Of a webhook that was switched off meanwhile nothing is due.
  const nextAt = end.state === 'waiting' ? { $cond: [{ $eq: ['$nextAt', null] }, null, end.nextAt] } : null
  const endedAt = end.state === 'waiting' ? null : at
  const row = await context.webhookDeliveries.change({ _id: id, state: 'waiting', attempts: attempt }, [
    { $set: { state: end.state, nextAt, lastStatus: status, lastError: error, endedAt } },
  ])
  if (row === null) return null
  if (end.state !== 'waiting') {
    if (row.threadId !== null) await wakeNext(context, row, at)
    await noteEnd(context, row.webhookId, end.state, at)
  }
  return (await context.webhooks.get({ _id: row.webhookId }))?.failingSince ?? null
}

/** @throws not_found, state_conflict */
export const retryWebhookDelivery = async (
  { webhooks, webhookDeliveries }: MongoContext,
  { projectId, id, at }: Verb<'retryWebhookDelivery'>,
): Promise<WebhookDeliveryRecord> => {
  const known = await webhookDeliveries.get({ _id: id })
  if (known === null || known.projectId !== projectId) throw new CodedError('not_found')
  const webhook = await webhooks.get({ _id: known.webhookId })
  const row = await webhookDeliveries.change(
    { _id: id, state: 'dead' },
    { $set: { state: 'waiting', attempts: 0, endedAt: null, nextAt: webhook?.enabled ? at : null } },
  )
  if (row === null) throw new CodedError('state_conflict')
  return toDelivery(row)
}
