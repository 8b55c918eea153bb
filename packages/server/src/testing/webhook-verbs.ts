import { newWebhook, tellAll } from './store-contract/new-webhook.ts'
import { newId, type World } from './store-contract/world.ts'

/** What webhooks write and read, with lists of which a page, or a taking, is a small part. */
export const webhookVerbs = async (world: World): Promise<void> => {
  const { store, project } = world
  const projectId = project.id
  const { id } = await store.createWebhook(newWebhook(projectId), 'server')
  const act = { projectId, id, actor: 'server', at: 5 }
  await store.createWebhook(newWebhook(projectId, { topics: ['quota.reached'] }), 'server')
  for (let n = 0; n < 10; n++) {
    await world.thread()
    await tellAll(world, 5_000 + n)
  }
  const threadId = await world.thread()
  for (let n = 0; n < 6; n++) {
    await world.send(threadId)
    await tellAll(world, 6_000 + n)
  }
  const news = { topic: 'quota.reached', threadId: null, userId: newId(), seq: 0, at: 6, data: {} } as const
  for (const key of ['a', 'b']) await store.tellWebhooks(projectId, { ...news, key }, 7)
  for (const state of [{}, { state: 'waiting' }] as const) {
    const first = await store.listWebhookDeliveries({ projectId, limit: 2, ...state })
    const after = first.after ?? { at: 1, id: 'x' }
    const second = await store.listWebhookDeliveries({ projectId, limit: 2, ...state, after })
    await store.listWebhookDeliveries({ projectId, limit: 2, ...state, before: second.before ?? after })
    await store.listWebhookDeliveries({ projectId, limit: 2, ...state, before: { at: 1, id: 'x' }, after })
  }
  await Promise.all([store.dueWebhooks({ now: 9_000, limit: 9 }), store.nextWebhookDelivery(), store.getWebhook(id)])
  const taken = await store.takeWebhookDeliveries({ webhookId: id, now: 9_000, leaseMs: 9, limit: 40 })
  for (const one of taken) {
    const state = one.threadId === threadId ? 'dead' : 'delivered'
    await store.settleWebhookDelivery({
      id: one.id,
      attempt: 1,
      at: 9_001,
      status: 200,
      error: state === 'dead' ? 'status' : null,
      end: { state },
    })
    if (state === 'dead') await store.retryWebhookDelivery({ projectId, id: one.id, at: 9_002 })
  }
  await store.resealWebhook({ id, before: 'x', sealed: 'y' })
  await store.setWebhookSecret({ ...act, sealed: 'y', until: 9 })
  await store.updateWebhook({ ...act, patch: { enabled: false } })
  await store.updateWebhook({ ...act, patch: { enabled: true } })
  await store.switchOffWebhook({ id, reason: 'failing', at: 9 })
  await store.purgeExpired({ at: 90_000_000_000, eventsBefore: 1, limit: 20 })
  await store.deleteWebhook(act)
}
