import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { WebhookRecord, WebhookStore } from '../../../ports/webhook-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { WebhookRow } from '../models/webhook.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findProject } from '../projects/project-row.ts'
import type { Change } from '../rows.ts'
import { getWebhook, listWebhooks, toWebhook } from './webhook-row.ts'

type Verb<K extends keyof WebhookStore> = Parameters<WebhookStore[K]>[0]
type Act = Pick<Verb<'deleteWebhook'>, 'projectId' | 'id' | 'at' | 'actor'>

/** @throws not_found */
const find = async (
  context: MongoContext,
  { projectId, id }: Pick<Act, 'projectId' | 'id'>,
): Promise<WebhookRecord> => {
  const webhook = await getWebhook(context, id)
  if (webhook === null || webhook.projectId !== projectId) throw new CodedError('not_found')
  return webhook
}

const note = (context: MongoContext, { projectId, id, at, actor }: Act, what: string): Promise<void> =>
  writeAudit(context, { at, projectId, actor, action: 'project.changed', subject: `webhook.${what} ${id}` })

const change = async ({ webhooks }: MongoContext, id: string, set: Change<WebhookRow>): Promise<WebhookRecord> => {
  const row = await webhooks.change({ _id: id }, set)
  if (row === null) throw new CodedError('not_found')
  return toWebhook(row)
}

/** What waits is due from then on; null: not before it is told. */
const setDue = async ({ webhookDeliveries }: MongoContext, webhookId: string, nextAt: number | null): Promise<void> => {
  await webhookDeliveries.updateAll({ webhookId, state: 'waiting' }, { $set: { nextAt } })
}

/** @throws not_found, too_many */
export const createWebhook = async (
  context: MongoContext,
  webhook: WebhookRecord,
  actor: string,
): Promise<WebhookRecord> => {
  const { id, projectId, createdAt: at, ...fields } = webhook
  await findProject(context, projectId)
  if ((await listWebhooks(context, projectId)).length >= bounds.webhooks) throw new CodedError('too_many')
  await context.webhooks.insert({ _id: id, projectId, createdAt: at, ...fields })
  await note(context, { projectId, id, at, actor }, 'created')
  return await find(context, webhook)
}

/** @throws not_found, conflict */
export const updateWebhook = async (context: MongoContext, verb: Verb<'updateWebhook'>): Promise<WebhookRecord> => {
  const { id, at, version, patch } = verb
  const known = await find(context, verb)
  if (version !== undefined && version !== known.version) throw new CodedError('conflict')
  const { url = known.url, topics = known.topics, enabled = known.enabled } = patch
  const switched = enabled !== known.enabled
  const updated = await change(context, id, {
    $set: {
      url,
      topics: [...topics],
      enabled,
      disabledReason: enabled ? null : known.disabledReason,
      since: switched && enabled ? at : known.since,
      failingSince: switched ? null : known.failingSince,
    },
    $inc: { version: 1 },
  })
  if (switched) await setDue(context, id, enabled ? at : null)
  await note(context, verb, 'updated')
  return updated
}

/** @throws not_found */
export const deleteWebhook = async (context: MongoContext, verb: Verb<'deleteWebhook'>): Promise<void> => {
  await find(context, verb)
  await context.webhookDeliveries.remove({ webhookId: verb.id })
  await context.webhooks.remove({ _id: verb.id })
  await note(context, verb, 'deleted')
}

/** @throws not_found */
export const setWebhookSecret = async (
  context: MongoContext,
  verb: Verb<'setWebhookSecret'>,
): Promise<WebhookRecord> => {
  const known = await find(context, verb)
  const earlier = { sealed: known.sealed, until: verb.until }
  const updated = await change(context, verb.id, { $set: { sealed: verb.sealed, earlier }, $inc: { version: 1 } })
  await note(context, verb, 'secretRotated')
  return updated
}

export const resealWebhook = async (
  { webhooks }: MongoContext,
  { id, before, sealed }: Verb<'resealWebhook'>,
): Promise<void> => {
  await webhooks.update({ _id: id, sealed: before }, { $set: { sealed } })
}

export const switchOffWebhook = async (
  context: MongoContext,
  { id, reason, at }: Verb<'switchOffWebhook'>,
): Promise<boolean> => {
  const known = await getWebhook(context, id)
  if (known === null || !known.enabled) return false
  await change(context, id, { $set: { enabled: false, disabledReason: reason }, $inc: { version: 1 } })
  await setDue(context, id, null)
  await note(context, { projectId: known.projectId, id, at, actor: 'server' }, 'updated')
  return true
}
