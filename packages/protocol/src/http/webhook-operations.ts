import { z } from 'zod'
import { pageOf, pageQuery } from '../cursor.ts'
import { id, version } from '../ids.ts'
import { webhook, webhookDelivery, webhookTopic } from '../webhook.ts'
import { defineOperation } from './define-operation.ts'

const project = z.object({ project: id })
const one = project.extend({ webhook: id })
const address = z
  .string()
  .max(2_000)
  .meta({ description: 'https; plain http only where the operator allows private addresses' })
const topics = z.array(webhookTopic).min(1).max(webhookTopic.options.length)

/** Outbound webhooks with Standard Webhooks headers (OP6). */
export const webhookOperations = {
  listWebhooks: defineOperation({
    id: 'listWebhooks',
    summary: 'A project’s webhooks',
    method: 'GET',
    path: '/v1/admin/projects/{project}/webhooks',
    auth: { operator: 'webhooks' },
    params: project,
    response: z.object({ items: z.array(webhook), before: z.null(), after: z.null() }),
    status: 200,
    errors: [],
  }),
  createWebhook: defineOperation({
    id: 'createWebhook',
    summary: 'Send a project’s events to an address; the signing secret is shown once',
    method: 'POST',
    path: '/v1/admin/projects/{project}/webhooks',
    auth: { operator: 'webhooks' },
    params: project,
    body: z.object({ url: address, topics }),
    response: webhook.extend({ secret: z.string() }),
    status: 201,
    errors: ['too_many'],
  }),
  updateWebhook: defineOperation({
    id: 'updateWebhook',
    summary: 'Change a webhook, or switch it on or off',
    method: 'PATCH',
    path: '/v1/admin/projects/{project}/webhooks/{webhook}',
    auth: { operator: 'webhooks' },
    params: one,
    body: z.object({
      url: address.optional(),
      topics: topics.optional(),
      enabled: z.boolean().optional(),
      version: version.optional(),
    }),
    response: webhook,
    status: 200,
    errors: ['conflict'],
  }),
  deleteWebhook: defineOperation({
    id: 'deleteWebhook',
    summary: 'Remove a webhook and what waits for it',
    method: 'DELETE',
    path: '/v1/admin/projects/{project}/webhooks/{webhook}',
    auth: { operator: 'webhooks' },
    params: one,
    response: z.object({ id }),
    status: 200,
    errors: [],
  }),
  rotateWebhookSecret: defineOperation({
    id: 'rotateWebhookSecret',
    summary: 'A new signing secret, shown once; the earlier one signs along for a day',
    method: 'POST',
    path: '/v1/admin/projects/{project}/webhooks/{webhook}/secret',
    auth: { operator: 'webhooks' },
    params: one,
    response: z.object({ secret: z.string() }),
    status: 201,
    errors: [],
  }),
  listWebhookDeliveries: defineOperation({
    id: 'listWebhookDeliveries',
    summary: 'What waits, and what was given up (the dead-letter list), newest first',
    method: 'GET',
    path: '/v1/admin/projects/{project}/webhook-deliveries',
    auth: { operator: 'webhooks' },
    params: project,
    query: pageQuery.extend({ state: webhookDelivery.shape.state.optional() }),
    response: pageOf(webhookDelivery),
    status: 200,
    errors: ['invalid_cursor'],
  }),
  retryWebhookDelivery: defineOperation({
    id: 'retryWebhookDelivery',
    summary: 'Try a dead letter again',
    method: 'POST',
    path: '/v1/admin/projects/{project}/webhook-deliveries/{delivery}/retry',
    auth: { operator: 'webhooks' },
    params: project.extend({ delivery: id }),
    response: webhookDelivery,
    status: 200,
    errors: ['state_conflict'],
  }),
} as const
