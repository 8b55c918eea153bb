import { beforeEach, describe, expect, it } from 'vitest'
import type { WebhookDeliveryRecord, WebhookTry } from '../../ports/webhook-store.ts'
import { codeOf } from './coded.ts'
import { newWebhook, tellAll } from './new-webhook.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTest } from './store-of-test.ts'
import { newId, type World } from './world.ts'

const [leaseMs, told] = [1_000, 5_000]
const day = 86_400_000

/** Deliveries of webhooks: who takes them when, and how they end. */
export const webhookTryRules = (open: OpenStore): void => {
  describe('deliveries of webhooks', () => {
    const own = storeOfTest(open)
    let world: World
    let webhookId: string
    beforeEach(async () => {
      world = await own.world()
      const webhook = newWebhook(world.project.id, { topics: ['message.created'] })
      webhookId = webhook.id
      await world.store.createWebhook(webhook, 'operator:1')
    })

    const take = (now = told, limit = 10) => world.store.takeWebhookDeliveries({ webhookId, now, leaseMs, limit })
    const places = (rows: readonly WebhookDeliveryRecord[]) => rows.map(({ threadId, seq }) => `${threadId} ${seq}`)
    const end = (one: WebhookDeliveryRecord | undefined, at: number, result: Partial<WebhookTry> = {}) =>
      world.store.settleWebhookDelivery({
        id: one?.id ?? '',
        attempt: one?.attempts ?? 0,
        at,
        status: 200,
        error: null,
        end: { state: 'delivered' },
        ...result,
      })
    const dead = { status: 500, error: 'status', end: { state: 'dead' } } as const
    const list = async (state?: 'waiting' | 'delivered' | 'dead') =>
      (
        await world.store.listWebhookDeliveries({
          projectId: world.project.id,
          limit: 100,
          ...(state === undefined ? {} : { state }),
        })
      ).items
    const send = async (threadId: string, times: number): Promise<void> => {
      for (let n = 0; n < times; n++) await world.send(threadId)
      await tellAll(world, told)
    }

    it('OP6.1 of one webhook and thread only the first that waits is taken; threads do not wait for one another', async () => {
      const [a, b] = [await world.thread(), await world.thread()]
      await send(a, 3)
      await send(b, 1)
      const first = await take()
      expect(places(first).sort()).toEqual([`${a} 2`, `${b} 2`].sort())
      expect(first.map(one => [one.attempts, one.nextAt])).toEqual([
        [1, told + leaseMs],
        [1, told + leaseMs],
      ])
      expect(await take()).toEqual([])
      expect(await world.store.dueWebhooks({ now: told, limit: 9 })).toEqual([])
      const head = first.find(({ threadId }) => threadId === a)
      expect(await end(head, told + 1)).toBeNull()
      expect(places(await take(told + 1))).toEqual([`${a} 3`])
      expect(await world.store.nextWebhookDelivery()).toBe(told + leaseMs)
    })

    it('OP6 a lease that ran out brings a delivery back, and who had it before writes nothing', async () => {
      await send(await world.thread(), 1)
      const [one] = await take()
      expect(await world.store.dueWebhooks({ now: told + leaseMs, limit: 9 })).toEqual([webhookId])
      const [again] = await take(told + leaseMs)
      expect([again?.id, again?.attempts]).toEqual([one?.id, 2])
      await end(one, told + leaseMs + 1)
      expect(await list('waiting')).toHaveLength(1)
      await end(again, told + leaseMs + 2)
      await end(again, told + leaseMs + 3, dead)
      expect(await list()).toMatchObject([
        { state: 'delivered', lastStatus: 200, endedAt: told + leaseMs + 2, nextAt: null },
      ])
    })

    it('OP6.2 what failed comes again when it is due, before what follows it in its thread', async () => {
      const threadId = await world.thread()
      await send(threadId, 2)
      const [one] = await take()
      await end(one, told + 5, { status: 500, error: 'status', end: { state: 'waiting', nextAt: 9_000 } })
      expect(await take(8_999)).toEqual([])
      expect(places(await take(9_000))).toEqual([`${threadId} 2`])
      expect(await take(9_001)).toEqual([])
      const [head] = await take(20_000)
      expect(head).toMatchObject({ seq: 2, attempts: 3, lastStatus: 500, lastError: 'status' })
      await end(head, 20_001, dead)
      expect(places(await take(20_001))).toEqual([`${threadId} 3`])
      expect(places(await list('dead'))).toEqual([`${threadId} 2`])
    })

    it('OP6.2 since when all was given up is known, until one arrives', async () => {
      const threadId = await world.thread()
      await send(threadId, 3)
      const ends: (number | null)[] = []
      for (const [at, how] of [
        [6_000, dead],
        [7_000, dead],
        [8_000, {}],
      ] as const) {
        const [one] = await take(at)
        ends.push(await end(one, at, how))
      }
      expect(ends).toEqual([6_000, 6_000, null])
    })

    it('OP6.1 of a webhook that is off nothing is sent; switched on again, what waited is due', async () => {
      const { store, project } = world
      const threadId = await world.thread()
      await send(threadId, 2)
      const [flying] = await take()
      expect(await store.switchOffWebhook({ id: webhookId, reason: 'gone', at: 6_000 })).toBe(true)
      expect(await store.switchOffWebhook({ id: webhookId, reason: 'gone', at: 6_000 })).toBe(false)
      expect(await store.switchOffWebhook({ id: newId(), reason: 'gone', at: 6_000 })).toBe(false)
      await end(flying, 6_001, { status: 500, error: 'status', end: { state: 'waiting', nextAt: 7_000 } })
      expect(await store.getWebhook(webhookId)).toMatchObject({ enabled: false, disabledReason: 'gone' })
      expect(await take(90_000)).toEqual([])
      expect([await store.dueWebhooks({ now: 90_000, limit: 9 }), await store.nextWebhookDelivery()]).toEqual([
        [],
        null,
      ])
      const act = { projectId: project.id, id: webhookId, actor: 'operator:1', at: 95_000 }
      const on = await store.updateWebhook({ ...act, patch: { enabled: true } })
      expect(on).toMatchObject({ enabled: true, disabledReason: null, since: 95_000 })
      expect(places(await take(95_000))).toEqual([`${threadId} 2`])
    })

    it('OP6.2 a dead letter begins anew when it is asked for, and only a dead one', async () => {
      const { store, project } = world
      await send(await world.thread(), 1)
      const [one] = await take()
      const retry = (at: number) => store.retryWebhookDelivery({ projectId: project.id, id: one?.id ?? '', at })
      expect(await codeOf(retry(6_000))).toBe('state_conflict')
      await end(one, 6_000, dead)
      expect(await retry(7_000)).toMatchObject({ state: 'waiting', attempts: 0, nextAt: 7_000, endedAt: null })
      const [again] = await take(7_000)
      await end(again, 7_001, dead)
      await store.switchOffWebhook({ id: webhookId, reason: 'failing', at: 7_002 })
      expect(await retry(8_000)).toMatchObject({ state: 'waiting', nextAt: null })
    })

    it('OP6 deliveries are listed by state in pages, the newest first, both ways', async () => {
      const { store, project } = world
      const threadId = await world.thread()
      for (let n = 0; n < 5; n++) {
        await world.send(threadId)
        await tellAll(world, told + (n >> 1))
      }
      const [one] = await take(told + 9)
      await end(one, told + 9)
      for (const state of [undefined, 'waiting'] as const) {
        const all = await list(state)
        const filter = { projectId: project.id, limit: 2, ...(state === undefined ? {} : { state }) }
        const seen: WebhookDeliveryRecord[] = []
        let page = await store.listWebhookDeliveries(filter)
        for (;;) {
          seen.push(...page.items)
          if (page.after === null) break
          page = await store.listWebhookDeliveries({ ...filter, after: page.after })
        }
        expect(seen).toEqual(all)
        const back =
          page.before === null ? [] : (await store.listWebhookDeliveries({ ...filter, before: page.before })).items
        expect(back).toEqual(all.slice(-page.items.length - 2, -page.items.length))
      }
      expect((await list()).map(({ seq }) => seq).sort()).toEqual([2, 3, 4, 5, 6])
      expect((await list('delivered')).map(({ seq }) => seq)).toEqual([2])
    })

    it('OP6.6 what arrived is kept for a day, a dead letter for thirty, what waits for forty', async () => {
      const { store } = world
      for (let n = 0; n < 3; n++) await send(await world.thread(), 1)
      const [one, two] = await take()
      await end(one, told)
      await end(two, told, dead)
      const states = async (at: number) => {
        for (let n = 0; n < 3; n++) await store.purgeExpired({ at, eventsBefore: 1, limit: 1 })
        return (await list()).map(({ state }) => state).sort()
      }
      expect(await states(told + day - 1)).toEqual(['dead', 'delivered', 'waiting'])
      expect(await states(told + day)).toEqual(['dead', 'waiting'])
      expect(await states(told + 30 * day - 1)).toEqual(['dead', 'waiting'])
      expect(await states(told + 30 * day)).toEqual(['waiting'])
      expect(await states(told + 40 * day)).toEqual([])
    })
  })
}
