import { z } from 'zod'
import { id, time, version } from './ids.ts'

/** What a webhook can be told of: thread events by their type, and what concerns a project's spending. */
export const webhookTopic = z.enum([
  'thread.created',
  'thread.updated',
  'thread.deleted',
  'message.created',
  'message.updated',
  'answer.ended',
  'participants.changed',
  'summary.changed',
  'quota.warning',
  'quota.reached',
])

/** Where a project's events are sent (OP6). The secret is shown once, when it is made. */
export const webhook = z
  .object({
    id,
    projectId: id,
    version,
    url: z.string(),
    topics: z.array(webhookTopic).min(1),
    enabled: z.boolean(),
    createdAt: time,
    disabledReason: z.string().nullable().meta({ description: 'Why it was switched off by the server' }),
  })
  .meta({ id: 'Webhook' })

/** One event on its way, or given up: ids only, never text. */
export const webhookDelivery = z
  .object({
    id,
    webhookId: id,
    topic: webhookTopic,
    threadId: id.nullable(),
    state: z.enum(['waiting', 'delivered', 'dead']),
    attempts: z.number().int().min(0),
    nextAt: time.nullable(),
    lastStatus: z.number().int().nullable().meta({ description: 'HTTP status of the last try; null: none came' }),
    lastError: z.string().nullable(),
    createdAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: 'WebhookDelivery' })

export type Webhook = z.infer<typeof webhook>
export type WebhookTopic = z.infer<typeof webhookTopic>
export type WebhookDelivery = z.infer<typeof webhookDelivery>
