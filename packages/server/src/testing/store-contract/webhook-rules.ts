import type { WebhookTopic } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { beforeEach, describe, expect, it } from 'vitest'
import type { WebhookRecord } from '../../ports/webhook-store.ts'
import type { WebhookNews } from '../../ports/webhook-topics.ts'
import { codeOf } from './coded.ts'
import { newWebhook, tellAll } from './new-webhook.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTest } from './store-of-test.ts'
import { newId, type World } from './world.ts'

const actor = 'operator:1'

/** Webhooks as operators set them, and what is written for them. Each test has a store of its own: the outbox is one. */
export const webhookRules = (open: OpenStore): void => {
  describe('webhooks', () => {
    const own = storeOfTest(open)
    let world: World
    beforeEach(async () => {
      world = await own.world()
    })

    const make = (webhook: Partial<WebhookRecord> = {}): Promise<WebhookRecord> =>
      world.store.createWebhook(newWebhook(world.project.id, webhook), actor)
    const act = (id: string, at = 50) => ({ projectId: world.project.id, id, at, actor })
    const written = async () =>
      (await world.store.listWebhookDeliveries({ projectId: world.project.id, limit: 100 })).items
    const told = async (): Promise<string[]> => (await written()).map(({ topic, seq }) => `${topic} ${seq}`).reverse()

    it('OP6 a webhook is kept as it was made, changed by version, and removed with what waits for it', async () => {
      const { store, project } = world
      const wanted = newWebhook(project.id, { createdAt: 9 })
      expect(await store.createWebhook(wanted, actor)).toEqual(wanted)
      const first = await make()
      expect(await store.listWebhooks(project.id)).toEqual([first, wanted])
      expect(await store.getWebhook(wanted.id)).toEqual(wanted)
      const topics: WebhookTopic[] = ['thread.deleted']
      const patch = { url: 'https://example.com/other', topics }
      const changed = await store.updateWebhook({
        ...act(wanted.id),
        version: 1,
        patch,
      })
      expect(changed).toEqual({ ...wanted, ...patch, version: 2 })
      expect(await codeOf(store.updateWebhook({ ...act(wanted.id), version: 1, patch }))).toBe('conflict')
      await world.thread()
      expect(await tellAll(world)).toBe(1)
      await store.deleteWebhook(act(first.id))
      expect(await store.getWebhook(first.id)).toBeNull()
      expect(await written()).toEqual([])
    })

    it('OP6 who asks for another project’s webhook finds none, and a project has so many at most', async () => {
      const { store, project } = world
      const { id } = await make()
      const elsewhere = { ...act(id), projectId: newId() }
      for (const verb of [
        () => store.updateWebhook({ ...elsewhere, patch: { enabled: false } }),
        () => store.deleteWebhook(elsewhere),
        () => store.setWebhookSecret({ ...elsewhere, sealed: 'x', until: 9 }),
        () => store.createWebhook(newWebhook(newId()), actor),
        () => store.retryWebhookDelivery({ ...elsewhere, id: newId() }),
      ])
        expect(await codeOf(verb())).toBe('not_found')
      for (let n = 1; n < bounds.webhooks; n++) await make()
      expect(await codeOf(make())).toBe('too_many')
      expect(await store.listWebhooks(project.id)).toHaveLength(bounds.webhooks)
    })

    it('OP6.4 a secret that is replaced signs along for a while; a seal is renewed unless there is another secret', async () => {
      const { store } = world
      const { id } = await make({ sealed: 'first' })
      await store.resealWebhook({ id, before: 'first', sealed: 'anew' })
      const rotated = await store.setWebhookSecret({ ...act(id), sealed: 'second', until: 99 })
      expect(rotated).toMatchObject({ sealed: 'second', earlier: { sealed: 'anew', until: 99 }, version: 2 })
      await store.resealWebhook({ id, before: 'anew', sealed: 'late' })
      expect(await store.getWebhook(id)).toEqual(rotated)
    })

    it('OP6 what is done to webhooks is in the audit trail, and no secret or address is', async () => {
      const { store, project } = world
      const { id } = await make()
      await store.updateWebhook({ ...act(id), patch: { enabled: false } })
      await store.setWebhookSecret({ ...act(id), sealed: 'secret', until: 99 })
      await store.updateWebhook({ ...act(id), patch: { enabled: true } })
      await store.switchOffWebhook({ id, reason: 'gone', at: 60 })
      await store.deleteWebhook(act(id))
      const { items } = await store.listAudit({ projectId: project.id, limit: 10 })
      const lines = items.map(one => `${one.actor} ${one.subject}`).filter(line => line.includes('webhook'))
      expect(lines.sort()).toEqual(
        [
          ...['created', 'updated', 'secretRotated', 'updated', 'deleted'].map(
            what => `${actor} webhook.${what} ${id}`,
          ),
          `server webhook.updated ${id}`,
        ].sort(),
      )
      expect(JSON.stringify(items)).not.toMatch(/example\.com|secret"|sealed/)
    })

    it('OP6.1 each event of a commit that a webhook wants becomes a delivery, in order, with ids alone', async () => {
      const { store, project } = world
      const { id } = await make()
      const threadId = await world.thread('Titled')
      const { questionId, messageId, generationId } = await world.askAndFinish(threadId)
      await tellAll(world)
      const deliveries = (await written()).toSorted((a, b) => a.seq - b.seq)
      const events = await store.eventsAfter(threadId, 0, 100)
      const wanted = events.filter(({ type }) => ['thread.created', 'message.created', 'answer.ended'].includes(type))
      expect(deliveries.map(({ topic, seq, at }) => ({ type: topic, seq, at }))).toEqual(
        wanted.map(({ type, seq, at }) => ({ type, seq, at })),
      )
      expect(deliveries[0]).toEqual({
        id: deliveries[0]?.id,
        webhookId: id,
        projectId: project.id,
        topic: 'thread.created',
        key: `${threadId}/1`,
        threadId,
        userId: null,
        seq: 1,
        at: events[0]?.at,
        data: { project: project.id, thread: threadId, seq: 1 },
        state: 'waiting',
        attempts: 0,
        nextAt: 5_000,
        lastStatus: null,
        lastError: null,
        createdAt: 5_000,
        endedAt: null,
      })
      expect(deliveries.map(({ data }) => data.message ?? null)).toEqual(
        [null, questionId, messageId, messageId].slice(0, deliveries.length),
      )
      expect(deliveries.at(-1)?.data).toMatchObject({ thread: threadId, message: messageId, generation: generationId })
    })

    it('OP6.1 told again, nothing is written twice; nobody waits in the outbox where no webhook is on', async () => {
      const { store } = world
      await world.thread()
      expect((await store.takeDeliveries({ now: 0, leaseMs: 1, limit: 9 })).map(one => one.subscriber)).not.toContain(
        'webhooks',
      )
      const { id } = await make()
      await world.thread()
      const due = await store.takeDeliveries({ now: 0, leaseMs: 1, limit: 9 })
      const [row] = due.filter(({ subscriber }) => subscriber === 'webhooks')
      if (row === undefined) throw new Error('Webhooks have a row')
      expect([await store.deliverToWebhooks(row, 7), await store.deliverToWebhooks(row, 8)]).toEqual([1, 0])
      await store.updateWebhook({ ...act(id), patch: { enabled: false } })
      await world.thread()
      const later = await store.takeDeliveries({ now: 10_000, leaseMs: 1, limit: 9 })
      expect(later.map(one => one.subscriber)).not.toContain('webhooks')
    })

    it('OP6.1 a webhook is told nothing of before it was made or switched on, and other projects’ never', async () => {
      const { store } = world
      const { id } = await make({ since: 2_000_000 })
      const other = await own.world()
      await store.createWebhook(newWebhook(other.project.id), actor)
      await world.thread(null, 1_999_999)
      await world.thread(null, 2_000_000)
      expect(await tellAll(world)).toBe(1)
      await store.updateWebhook({ ...act(id), patch: { enabled: false } })
      expect((await store.getWebhook(id))?.since).toBe(2_000_000)
      await store.updateWebhook({ ...act(id, 3_000_000), patch: { enabled: true } })
      await world.thread(null, 2_999_999)
      expect(await tellAll(world)).toBe(0)
      expect(await told()).toEqual(['thread.created 1'])
    })

    it('OP6.3 a limit that is reached is told once for its key, to those who want it', async () => {
      const { store, project } = world
      await make()
      const { id } = await make({ topics: ['quota.warning'] })
      const news: WebhookNews = {
        topic: 'quota.warning',
        key: 'a period',
        threadId: null,
        userId: 'a user',
        seq: 0,
        at: 6,
        data: { project: project.id, used: 8 },
      }
      expect([await store.tellWebhooks(project.id, news, 7), await store.tellWebhooks(project.id, news, 8)]).toEqual([
        1, 0,
      ])
      expect(await store.tellWebhooks(newId(), news, 7)).toBe(0)
      expect(await written()).toMatchObject([
        { webhookId: id, topic: 'quota.warning', threadId: null, data: news.data },
      ])
    })

    it('OP6.6 deliveries go with their thread and with the user whom they are about, and after their time', async () => {
      const { store, project, user } = world
      await make({ topics: ['thread.created', 'thread.deleted', 'quota.reached'] })
      const threadId = await world.thread()
      await store.deleteThread({ id: threadId, userId: user.id, at: world.tick() })
      await tellAll(world)
      expect(await told()).toEqual(['thread.created 1', 'thread.deleted 2'])
      const guest = await world.addKnownUser()
      const data = { project: project.id, user: guest.id }
      const news = { topic: 'quota.reached', key: 'k', threadId: null, userId: guest.id, seq: 0, at: 6, data } as const
      await store.tellWebhooks(project.id, news, 7)
      const erasure = { id: newId(), userId: guest.id, subjectHash: 'h', at: 9_000 }
      await store.beginErasure(erasure)
      for (let n = 0; n < 3; n++) await store.eraseSlice({ ...erasure, limit: 500 })
      expect(await told()).toEqual(['thread.created 1', 'thread.deleted 2'])
      await store.purgeDeleted({ at: 9_000, limit: 100 })
      for (let n = 0; n < 3; n++) await store.purgeExpired({ at: 9_000, eventsBefore: 90_000, limit: 100 })
      expect(await told()).toEqual([])
    })
  })
}
