import { describe, expect, it } from 'vitest'
import { deliverAll } from './deliver-all.ts'
import type { OpenStore } from './opened-store.ts'
import { emptyAll, purgeAll } from './purge-all.ts'
import { storeOfTest } from './store-of-test.ts'
import { newAnswer, newId } from './world.ts'

const day = 86_400_000

/** What was deleted, or kept for long enough, goes with all that was in it (ST8). */
export const retentionRules = (open: OpenStore): void => {
  describe('retention', () => {
    const topic = storeOfTest(open)

    it('ST8 a deleted thread is emptied, and its tombstone stays', async () => {
      const world = await topic.world()
      const { store, user } = world
      const [id, other] = [await world.thread('Secret'), await world.thread('Kept')]
      const guest = await world.addKnownUser()
      const at = world.tick()
      await store.addParticipant({ threadId: id, actorId: user.id, user: { userId: guest.id }, role: 'viewer', at })
      const invite = { id: newId(), threadId: id, actorId: user.id, role: 'viewer', maxUses: null, at } as const
      await store.createInvite({ ...invite, expiresAt: 90 * day })
      const { questionId, messageId, generationId } = await world.askAndFinish(id)
      const feedback = { rating: 'up', reason: null } as const
      await store.giveFeedback({ messageId, userId: user.id, feedback, at: world.tick() })
      const edit = { messageId: questionId, editId: newId(), userId: user.id, text: 'Changed', keep: 5 }
      await store.editMessage({ ...edit, at: world.tick() })
      const kept = await world.send(other)
      const events = await store.eventsAfter(id, 0, 99)
      await store.deleteThread({ id, userId: user.id, at: world.tick() })

      expect(await emptyAll(world, 90_000)).toEqual([generationId])
      for (const one of [questionId, messageId]) expect(await store.getThreadIdOf(one)).toBeNull()
      expect(await store.getGeneration(generationId)).toBeNull()
      expect(await store.getInvite(invite.id)).toBeNull()
      expect(await store.feedbackOf(user.id, [messageId])).toEqual([])
      expect(await store.getThread(id)).toMatchObject({ title: null, messageCount: 0, deletedAt: expect.any(Number) })
      expect(await store.eventsAfter(id, 0, 99)).toHaveLength(events.length + 1)
      expect(await store.getRole(id, guest.id)).toBe('viewer')
      expect(await store.getMessage(kept.messageId)).not.toBeNull()
      expect(await emptyAll(world, 90_000)).toEqual([])
    })

    it('ST8 a deleted thread is emptied in slices', async () => {
      const world = await topic.world()
      const { store, user } = world
      const id = await world.thread()
      const sent: string[] = []
      for (let n = 0; n < 9; n++) sent.push((await world.send(id)).messageId)
      await store.deleteThread({ id, userId: user.id, at: world.tick() })
      const { removed } = await store.purgeDeleted({ at: 90_000, limit: 4 })
      expect(removed.messages).toBe(4)
      await emptyAll(world, 90_000, 4)
      for (const one of sent) expect(await store.getThreadIdOf(one)).toBeNull()
    })

    it('RT1 a deleted thread in which an answer runs is emptied when that has ended', async () => {
      const world = await topic.world()
      const { store, user } = world
      const id = await world.thread()
      const { generationId, messageId } = await world.ask(id)
      await store.startGeneration(generationId, 1, world.tick())
      await store.deleteThread({ id, userId: user.id, at: world.tick() })
      expect(await emptyAll(world, 90_000)).toEqual([])
      expect(await store.getGeneration(generationId)).toMatchObject({ stopRequested: true })
      await world.finish(generationId, 'Too late')
      expect(await emptyAll(world, 90_000)).toEqual([generationId])
      expect(await store.getThreadIdOf(messageId)).toBeNull()
    })

    it('RT3 a tombstone goes when its time has come, with all that names the thread', async () => {
      const world = await topic.world()
      const { store, user } = world
      const guest = await world.addUser()
      const id = await world.thread('Gone', 1_000)
      await store.addParticipant({
        threadId: id,
        actorId: user.id,
        user: { userId: guest.id },
        role: 'viewer',
        at: world.tick(),
      })
      await world.send(id)
      await store.deleteThread({ id, userId: user.id, at: 9_000 })
      await deliverAll(store)
      await purgeAll(world, 10_000, 90_000)
      expect(await store.getThread(id)).toMatchObject({ deletedAt: 9_000 })
      await emptyAll(world, 90_000)
      expect(await purgeAll(world, 10_000, 9_000)).not.toHaveProperty('threads')
      expect(await purgeAll(world, 10_000, 9_001)).toMatchObject({ threads: 1, visitors: 2 })
      expect(await store.getThread(id)).toBeNull()
      expect(await store.getRole(id, guest.id)).toBeNull()
      expect(await store.eventsAfter(id, 0, 9)).toEqual([])
      expect(await store.feedAfter(user.id, 0, 9)).toEqual([])
      expect((await store.seqsOf([id])).size).toBe(0)
      expect(await store.pendingDeliveries()).toBe(0)
    })

    it('RT3 a feed remembers up to where tombstones went out of it', async () => {
      const world = await topic.world()
      const { store, user } = world
      const guest = await world.addKnownUser()
      const id = await world.thread('Gone', 1_000)
      const stays = await world.thread('Stays', 1_000)
      await store.addParticipant({
        threadId: id,
        actorId: user.id,
        user: { userId: guest.id },
        role: 'viewer',
        at: world.tick(),
      })
      for (const threadId of [id, stays, id]) {
        await world.send(threadId)
        await deliverAll(store)
      }
      await store.deleteThread({ id, userId: user.id, at: 9_000 })
      await deliverAll(store)
      const gone = [await store.feedSeq(user.id), await store.feedSeq(guest.id)]
      await world.send(stays)
      await deliverAll(store)
      for (const one of [user, guest]) expect(await store.purgedFeedSeq(one.id)).toBe(0)
      await emptyAll(world, 90_000)
      await purgeAll(world, 10_000, 9_000)
      expect(await store.purgedFeedSeq(user.id)).toBe(0)
      await purgeAll(world, 10_000, 9_001)
      expect([await store.purgedFeedSeq(user.id), await store.purgedFeedSeq(guest.id)]).toEqual(gone)
      expect(await store.feedSeq(user.id)).toBe(Number(gone[0]) + 1)
      expect((await store.feedAfter(user.id, 0, 9)).map(({ seq }) => seq)).toEqual([Number(gone[0]) + 1])
      expect(await store.purgedFeedSeq(newId())).toBe(0)
    })

    it('ST8 retention deletes what was last active too long ago, pinned or archived, of its project only', async () => {
      const world = await topic.world()
      const { store, user, project } = world
      const [old, archived, recent] = [
        await world.thread('Old', 1_000),
        await world.thread('Archived', 1_100),
        await world.thread('Recent', 1_200),
      ]
      await store.updateThread({ id: old, userId: user.id, pinned: true, at: 1_300 })
      await store.updateThread({ id: archived, userId: user.id, archived: true, at: 1_400 })
      const answer = newAnswer()
      await store.sendMessage({
        threadId: old,
        message: { id: newId(), authorId: user.id, text: 'Hello' },
        answer,
        at: 1_150,
      })
      const verb = { projectId: project.id, before: 1_200, at: 5_000, limit: 9 }
      expect(await store.expireThreads({ ...verb, projectId: newId() })).toMatchObject({ threadIds: [] })
      const done = await store.expireThreads(verb)
      expect(new Set(done.threadIds)).toEqual(new Set([old, archived]))
      expect(new Set(done.changes.map(({ thread }) => thread))).toEqual(new Set([old, archived]))
      expect(done.stopping).toEqual([answer.generationId])
      expect(await store.getThread(old)).toMatchObject({ deletedAt: 5_000 })
      expect(await store.getThread(recent)).toMatchObject({ deletedAt: null })
      expect((await store.eventsAfter(old, 0, 99)).at(-1)).toMatchObject({ type: 'thread.deleted', actorId: null })
      expect(await store.expireThreads(verb)).toEqual({ threadIds: [], changes: [], stopping: [] })
      const { items } = await store.listAudit({ projectId: project.id, limit: 9 })
      const told = items.filter(({ action }) => action === 'thread.expired')
      expect(told.map(({ threadId }) => threadId).sort()).toEqual([old, archived].sort())
      expect(told.every(({ actor }) => actor === 'server')).toBe(true)
    })

    it('ST8 retention goes in slices, the longest idle first', async () => {
      const world = await topic.world()
      const { store, project } = world
      const ids = [await world.thread('a', 1_000), await world.thread('b', 1_001), await world.thread('c', 1_002)]
      const verb = { projectId: project.id, before: 2_000, at: 5_000, limit: 2 }
      expect((await store.expireThreads(verb)).threadIds).toEqual(ids.slice(0, 2))
      expect((await store.expireThreads(verb)).threadIds).toEqual(ids.slice(2))
    })

    it('ST8 tidying changes nothing that can be read', async () => {
      const world = await topic.world()
      const id = await world.thread('Stays')
      await world.store.tidy()
      expect(await world.store.getThread(id)).toMatchObject({ title: 'Stays' })
      await world.store.tidy()
    })
  })
}
