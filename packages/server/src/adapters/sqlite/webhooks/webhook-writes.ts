import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { WebhookRecord, WebhookStore } from '../../../ports/webhook-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { findProject } from '../projects/project-row.ts'
import type { WriteContext } from '../write-context.ts'
import { getWebhook, listWebhooks } from './webhook-row.ts'

type Verb<K extends keyof WebhookStore> = Parameters<WebhookStore[K]>[0]
type Act = Pick<Verb<'deleteWebhook'>, 'projectId' | 'id' | 'at' | 'actor'>

/** @throws not_found */
const find = ({ sql }: WriteContext, { projectId, id }: Pick<Act, 'projectId' | 'id'>): WebhookRecord => {
  const webhook = getWebhook(sql, id)
  if (webhook === null || webhook.projectId !== projectId) throw new CodedError('not_found')
  return webhook
}

const note = (context: WriteContext, { projectId, id, at, actor }: Act, what: string): void =>
  writeAudit(context, { at, projectId, actor, action: 'project.changed', subject: `webhook.${what} ${id}` })

/** @throws not_found, too_many */
export const createWebhook = (context: WriteContext, webhook: WebhookRecord, actor: string): WebhookRecord => {
  const { sql } = context
  const { id, projectId, createdAt: at } = webhook
  findProject(sql, projectId)
  if (listWebhooks(sql, projectId).length >= bounds.webhooks) throw new CodedError('too_many')
  sql.run(
    `INSERT INTO webhooks (id, project_id, version, url, topics, enabled, created_at, since, sealed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    projectId,
    webhook.version,
    webhook.url,
    JSON.stringify(webhook.topics),
    webhook.enabled ? 1 : 0,
    at,
    webhook.since,
    webhook.sealed,
  )
  note(context, { projectId, id, at, actor }, 'created')
  return find(context, webhook)
}

/** @throws not_found, conflict */
export const updateWebhook = (context: WriteContext, verb: Verb<'updateWebhook'>): WebhookRecord => {
  const { id, at, version, patch } = verb
  const known = find(context, verb)
  if (version !== undefined && version !== known.version) throw new CodedError('conflict')
  const { url = known.url, topics = known.topics, enabled = known.enabled } = patch
  const switched = enabled !== known.enabled
  context.sql.run(
    `UPDATE webhooks SET version = version + 1, url = ?, topics = ?, enabled = ?, disabled_reason = ?, since = ?,
       failing_since = ? WHERE id = ?`,
    url,
    JSON.stringify(topics),
    enabled ? 1 : 0,
    enabled ? null : known.disabledReason,
    switched && enabled ? at : known.since,
    switched ? null : known.failingSince,
    id,
  )
  if (switched)
    context.sql.run(
      "UPDATE webhook_deliveries SET next_at = ? WHERE webhook_id = ? AND state = 'waiting'",
      enabled ? at : null,
      id,
    )
  note(context, verb, 'updated')
  return find(context, verb)
}

/** @throws not_found */
export const deleteWebhook = (context: WriteContext, verb: Verb<'deleteWebhook'>): void => {
  find(context, verb)
  context.sql.run('DELETE FROM webhooks WHERE id = ?', verb.id)
  note(context, verb, 'deleted')
}

/** @throws not_found */
export const setWebhookSecret = (context: WriteContext, verb: Verb<'setWebhookSecret'>): WebhookRecord => {
  const known = find(context, verb)
  context.sql.run(
    'UPDATE webhooks SET version = version + 1, sealed = ?, earlier_sealed = ?, earlier_until = ? WHERE id = ?',
    verb.sealed,
    known.sealed,
    verb.until,
    verb.id,
  )
  note(context, verb, 'secretRotated')
  return find(context, verb)
}

export const resealWebhook = ({ sql }: WriteContext, { id, before, sealed }: Verb<'resealWebhook'>): void => {
  sql.run('UPDATE webhooks SET sealed = ? WHERE id = ? AND sealed = ?', sealed, id, before)
}

export const switchOffWebhook = (context: WriteContext, { id, reason, at }: Verb<'switchOffWebhook'>): boolean => {
  const { sql } = context
  const known = getWebhook(sql, id)
  if (known === null || !known.enabled) return false
  sql.run('UPDATE webhooks SET version = version + 1, enabled = 0, disabled_reason = ? WHERE id = ?', reason, id)
  sql.run('UPDATE webhook_deliveries SET next_at = NULL WHERE webhook_id = ? AND next_at IS NOT NULL', id)
  note(context, { projectId: known.projectId, id, at, actor: 'server' }, 'updated')
  return true
}
