import type { FeedEvent } from '@chat-view/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../../ports/outbox-store.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTest } from './store-of-test.ts'
import { newId, type World } from './world.ts'

const leaseMs = 1_000

/** Undelivered events, and the feeds and facts that come of them. Each test has a store of its own: the outbox is one. */
export const outboxRules = (open: OpenStore): void => {
  describe('outbox', () => {
    const own = storeOfTest(open)
    let world: World
    beforeEach(async () => {
      world = await own.world()
    })

    const take = (now: number, limit = 100) => world.store.takeDeliveries({ now, leaseMs, limit })
    const deliver = (delivery: Delivery): Promise<unknown> => {
      if (delivery.subscriber === 'feeds') return world.store.deliverToFeeds(delivery)
      if (delivery.subscriber === 'activity') return world.store.deliverActivity(delivery)
      return world.store.completeDelivery(delivery.id)
    }
    const deliverAll = async (): Promise<void> => {
      for (let due = await take(0); due.length > 0; due = await take(0)) for (const one of due) await deliver(one)
    }
    const feed = (afterSeq = 0): Promise<FeedEvent[]> => world.store.feedAfter(world.user.id, afterSeq, 100)

    it('ST7 each subscriber has rows of its own, and a delivered one is gone', async () => {
      const threadId = await world.thread('Titled')
      const due = await take(0)
      expect(due.map(({ subscriber }) => subscriber).sort()).toEqual(['activity', 'feeds'])
      expect(due[0]?.event).toMatchObject({ threadId, seq: 1, type: 'thread.created', actorId: world.user.id })
      expect(await world.store.pendingDeliveries()).toBe(2)
      for (const one of due) await world.store.completeDelivery(one.id)
      for (const one of due) await world.store.completeDelivery(one.id)
      expect(await world.store.pendingDeliveries()).toBe(0)
      expect(await take(leaseMs * 9)).toEqual([])
    })

    it('ST7 those who give titles hear of activity, for as long as there is no title', async () => {
      const heard = async (): Promise<string[]> => {
        const due = await take(0)
        for (const one of due) await deliver(one)
        return due.map(({ subscriber }) => subscriber).sort()
      }
      const id = await world.thread()
      expect(await heard()).toEqual(['activity', 'feeds', 'titles'])
      await world.send(id)
      expect(await heard()).toEqual(['activity', 'feeds', 'titles'])
      await world.store.updateThread({ id, userId: world.user.id, title: 'Named', at: world.tick() })
      expect(await heard()).toEqual(['feeds'])
      await world.send(id)
      expect(await heard()).toEqual(['activity', 'feeds'])
    })

    it('ST7 of one thread and subscriber only the lowest place is due; a slow subscriber holds up no other', async () => {
      const threadId = await world.thread()
      await world.send(threadId)
      await world.send(threadId)
      const seqs = (due: Delivery[], subscriber: string) =>
        due.filter(one => one.subscriber === subscriber).map(one => one.event.seq)
      const first = await take(0)
      expect([seqs(first, 'feeds'), seqs(first, 'activity')]).toEqual([[1], [1]])
      const feeds = first.find(one => one.subscriber === 'feeds')
      await world.store.completeDelivery(feeds?.id ?? '')
      const second = await take(0)
      expect([seqs(second, 'feeds'), seqs(second, 'activity')]).toEqual([[2], []])
    })

    it('ST7 a lease that ran out, or a failure, brings a row back', async () => {
      await world.thread()
      const [one] = await take(0, 1)
      expect(one?.attempts).toBe(1)
      const other = await take(0)
      expect(other.map(({ id }) => id)).not.toContain(one?.id)
      const again = await take(leaseMs)
      expect(again.find(({ id }) => id === one?.id)?.attempts).toBe(2)
      await world.store.failDelivery(one?.id ?? '', 50_000)
      expect((await take(49_999)).map(({ id }) => id)).not.toContain(one?.id)
      expect((await take(50_000)).map(({ id }) => id)).toContain(one?.id)
    })

    it('ST7 a batch is bounded and threads do not wait for one another', async () => {
      await Promise.all(Array.from({ length: 5 }, () => world.thread('Titled')))
      expect(await take(0, 4)).toHaveLength(4)
      expect(await take(0, 100)).toHaveLength(6)
    })

    it('ST7 an event never delivered: what commits after others that began later, with an older id and time, is delivered all the same', async () => {
      const [late, early] = [await world.thread('Late'), await world.thread('Early')]
      await deliverAll()
      const [id, at] = [newId(), world.tick()]
      await world.send(early)
      await deliverAll()
      const message = { id, authorId: world.user.id, text: 'Begun first' }
      const { value } = await world.store.sendMessage({ threadId: late, message, at })
      expect(value.messageId).toBe(id)
      const due = await take(0)
      expect(due.map(({ event }) => [event.threadId, event.messageId])).toContainEqual([late, id])
      for (const one of due) await deliver(one)
      expect((await feed()).at(-1)).toMatchObject({ type: 'thread.changed', thread: { id: late } })
    })

    it('RT3 a feed says what changed in a user’s list, strictly in order, with the entries as they are now', async () => {
      const [one, two] = [await world.thread('One'), await world.thread('Two')]
      await deliverAll()
      await world.send(one)
      await deliverAll()
      const events = await feed()
      expect(events.map(({ seq }) => seq)).toEqual([2, 3])
      expect(events.map(e => (e.type === 'thread.changed' ? e.thread : null))).toEqual([
        await world.store.getEntry(two, world.user.id),
        await world.store.getEntry(one, world.user.id),
      ])
      expect(await world.store.feedSeq(world.user.id)).toBe(3)
      expect((await feed(2)).map(({ seq }) => seq)).toEqual([3])
      expect(await world.store.feedAfter(world.user.id, 0, 1)).toHaveLength(1)
      const other = await world.addUser()
      expect(await world.store.feedSeqsOf([newId(), world.user.id, other.id])).toEqual(
        new Map([
          [world.user.id, 3],
          [other.id, 0],
        ]),
      )
    })

    it('ST7 delivered twice, a feed moves once', async () => {
      await world.thread()
      const due = await take(0)
      const delivery = due.find(one => one.subscriber === 'feeds')
      if (delivery === undefined) throw new Error('The feeds have their row')
      expect(await world.store.deliverToFeeds(delivery)).toEqual([{ userId: world.user.id, seq: 1 }])
      expect(await world.store.deliverToFeeds(delivery)).toEqual([])
      expect(await world.store.feedSeq(world.user.id)).toBe(1)
      expect(await feed()).toHaveLength(1)
    })

    it('RT3 a pin and a read mark reach their own user’s feed', async () => {
      const { store, user } = world
      const id = await world.thread()
      await world.askAndFinish(id)
      await deliverAll()
      const before = await store.feedSeq(user.id)
      await store.updateThread({ id, userId: user.id, pinned: true, at: world.tick() })
      await deliverAll()
      expect(await feed(before)).toMatchObject([{ type: 'thread.changed', thread: { pinned: true, unread: true } }])
      const pinned = await store.feedSeq(user.id)
      await store.markRead({ id, userId: user.id, seq: 99, at: world.tick() })
      await deliverAll()
      expect(await feed(pinned)).toMatchObject([{ type: 'thread.changed', thread: { pinned: true, unread: false } }])
    })

    it('RT3 a deleted thread is gone from the feed', async () => {
      const id = await world.thread()
      await deliverAll()
      await world.store.deleteThread({ id, userId: world.user.id, at: world.tick() })
      await deliverAll()
      expect(await feed(1)).toMatchObject([{ type: 'thread.gone', threadId: id }])
    })

    it('ST7 a project’s latest chat takes the maximum, and its version stays', async () => {
      const threadId = await world.thread()
      const due = (await take(0)).find(one => one.subscriber === 'activity')
      await world.send(threadId)
      await deliverAll()
      if (due === undefined) throw new Error('The activity has its row')
      await deliver(due)
      await deliverAll()
      await deliver(due)
      const { lastActivityAt } = (await world.store.getThread(threadId)) ?? {}
      expect(await world.store.getProject(world.project.id)).toMatchObject({ lastChatAt: lastActivityAt, version: 1 })
    })

    it('ST7 what was committed and not delivered survives a restart', async () => {
      await world.thread('Titled')
      const store = await own.reopen()
      if (store === null) return
      expect(await store.pendingDeliveries()).toBe(2)
      expect(await store.takeDeliveries({ now: 0, leaseMs, limit: 10 })).toHaveLength(2)
    })
  })
}
