import { describe, expect, it } from 'vitest'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId } from './world.ts'

/** The durable order of threads. */
export const eventRules = (open: OpenStore): void => {
  describe('events', () => {
    const topic = storeOfTopic(open)

    it('RT3 what happened in a thread is told in order, each at a place of its own', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const { questionId, messageId, generationId } = await world.askAndFinish(threadId)
      await store.updateThread({ id: threadId, userId: user.id, title: 'Named', at: world.tick() })
      const events = await store.eventsAfter(threadId, 0, 100)
      expect(events.map(e => [e.seq, e.type, e.messageId, e.generationId, e.actorId])).toEqual([
        [1, 'thread.created', null, null, user.id],
        [2, 'message.created', questionId, null, user.id],
        [3, 'message.created', messageId, null, user.id],
        [4, 'answer.started', messageId, generationId, user.id],
        [5, 'answer.ended', messageId, generationId, null],
        [6, 'thread.updated', null, null, user.id],
      ])
      expect((await store.getThread(threadId))?.seq).toBe(6)
    })

    it('RT3 events after a place come in bounded pieces', async () => {
      const world = await topic.world()
      const threadId = await world.thread()
      for (let n = 0; n < 5; n++) await world.send(threadId)
      const seqs = async (after: number, limit: number) =>
        (await world.store.eventsAfter(threadId, after, limit)).map(({ seq }) => seq)
      expect(await seqs(2, 2)).toEqual([3, 4])
      expect(await seqs(4, 10)).toEqual([5, 6])
      expect(await seqs(6, 10)).toEqual([])
      expect(await world.store.eventsAfter(newId(), 0, 10)).toEqual([])
    })

    it('RT3 the newest place of each thread that exists', async () => {
      const world = await topic.world()
      const [one, two, none] = [await world.thread(), await world.thread(), newId()]
      await world.send(two)
      expect(await world.store.seqsOf([one, two, none])).toEqual(
        new Map([
          [one, 1],
          [two, 2],
        ]),
      )
    })

    it('RT3 a clock that goes back does not turn a thread’s times round', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = newId()
      const hourAhead = 3_600_000
      await store.createThread({
        id: threadId,
        projectId: world.project.id,
        ownerId: user.id,
        title: null,
        at: hourAhead,
      })
      const { messageId } = await world.send(threadId)
      expect(await store.getThread(threadId)).toMatchObject({ lastActivityAt: hourAhead })
      expect(await store.getMessage(messageId)).toMatchObject({ createdAt: hourAhead })
      const times = (await store.eventsAfter(threadId, 0, 10)).map(({ at }) => at)
      expect(times).toEqual([hourAhead, hourAhead])
    })
  })
}
