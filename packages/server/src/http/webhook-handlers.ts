import type { WebhookDelivery, webhookOperations } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { createCursors } from '../domain/cursors.ts'
import type { Webhooks } from '../domain/webhooks/create-webhooks.ts'
import type { Tokens } from '../ports/tokens.ts'
import type { WebhookDeliveryRecord, WebhookPlace } from '../ports/webhook-store.ts'
import { actorOf } from './actor-of.ts'
import { defined } from './defined.ts'
import type { OperationHandlers } from './mount-operations.ts'

export interface WebhookOptions {
  readonly webhooks: Webhooks
  readonly tokens: Pick<Tokens, 'seal' | 'unseal'>
}

const shown = (record: WebhookDeliveryRecord): WebhookDelivery => {
  const { id, webhookId, topic, threadId, state, attempts, nextAt, lastStatus, lastError, createdAt, endedAt } = record
  return { id, webhookId, topic, threadId, state, attempts, nextAt, lastStatus, lastError, createdAt, endedAt }
}

/** What operators do with webhooks, and see of what is on its way (OP6). */
export const webhookHandlers = ({ webhooks, tokens }: WebhookOptions): OperationHandlers<typeof webhookOperations> => {
  return {
    listWebhooks: async ({ params }) => ({ items: await webhooks.list(params.project), before: null, after: null }),
    createWebhook: ({ params, body }, caller) =>
      webhooks.create({ projectId: params.project, ...body }, actorOf(caller)),
    updateWebhook: async ({ params, body: { version, ...patch } }, caller) => {
      const place = { projectId: params.project, id: params.webhook, actor: actorOf(caller) }
      return webhooks.update(place, defined(patch), version)
    },
    deleteWebhook: async ({ params: { project, webhook: id } }, caller) => {
      await webhooks.remove({ projectId: project, id, actor: actorOf(caller) })
      return { id }
    },
    rotateWebhookSecret: async ({ params: { project, webhook: id } }, caller) => ({
      secret: await webhooks.rotate({ projectId: project, id, actor: actorOf(caller) }),
    }),
    listWebhookDeliveries: async ({ params, query }) => {
      const projectId = params.project
      const { limit = bounds.page.default, state } = query
      const cursors = createCursors<WebhookPlace>(tokens, ['webhook deliveries', projectId, state ?? 'all'])
      const places = defined({ before: cursors.read(query.before), after: cursors.read(query.after), state })
      const page = await webhooks.deliveries({ projectId, limit, ...places })
      const [before, after] = [cursors.write(page.before), cursors.write(page.after)]
      return { items: page.items.map(shown), before, after }
    },
    retryWebhookDelivery: async ({ params }) => shown(await webhooks.retry(params.project, params.delivery)),
  }
}
