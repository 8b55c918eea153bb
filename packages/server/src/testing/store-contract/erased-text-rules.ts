import { describe, expect, it } from 'vitest'
import { deliverAll } from './deliver-all.ts'
import { erase, outcomeOf, sharedThread } from './erase-user.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId } from './world.ts'

/** What an erased user wrote goes, and what others see of it (ST8). */
export const erasedTextRules = (open: OpenStore): void => {
  describe('erased texts', () => {
    const topic = storeOfTopic(open)
    const scene = async () => sharedThread(await topic.world())

    it('ST8 owned threads are deleted for everybody in them, and empty', async () => {
      const { world, store, owner, guest, threadId } = await scene()
      const { messageId, generationId } = await world.askAndFinish(threadId)
      await deliverAll(store)
      const seen = await store.feedSeq(guest.id)
      const steps = await erase(world, owner.id)
      expect(outcomeOf(steps).counts).toEqual({ threads: 1, messages: 0 })
      expect(steps.flatMap(({ generations }) => generations)).toEqual([generationId])
      const thread = await store.getThread(threadId)
      expect(thread).toMatchObject({ title: null, messageCount: 0, deletedAt: expect.any(Number) })
      expect(thread?.ownerId).not.toBe(owner.id)
      const changes = steps.flatMap(step => step.changes).filter(change => change.thread === threadId)
      expect(changes.at(-1)).toEqual({ thread: threadId, seq: thread?.seq })
      expect(await store.getThreadIdOf(messageId)).toBeNull()
      const events = await store.eventsAfter(threadId, 0, 99)
      expect(events.at(-1)).toMatchObject({ type: 'thread.deleted', actorId: null })
      expect(events.some(({ actorId }) => actorId === owner.id)).toBe(false)
      await deliverAll(store)
      expect(await store.feedAfter(guest.id, seen, 9)).toMatchObject([{ type: 'thread.gone', threadId }])
      expect(await store.getRole(threadId, guest.id)).toBe('collaborator')
    })

    it('ST8 messages in others’ threads are empty and by nobody, and what follows them stays', async () => {
      const { world, store, owner, guest, threadId, asGuest } = await scene()
      const question = await asGuest.askAndFinish(threadId, 'Kept answer')
      const mine = await world.send(threadId, 'Mine')
      const edit = { messageId: question.questionId, editId: newId(), userId: guest.id, text: 'Other', keep: 5 }
      const kept = await asGuest.send(threadId, 'Last of mine')
      await store.editMessage({ ...edit, messageId: kept.messageId, at: world.tick() })
      const before = await store.getThread(threadId)
      const steps = await erase(world, guest.id)
      expect(outcomeOf(steps).counts).toEqual({ threads: 0, messages: 2 })
      for (const id of [question.questionId, kept.messageId])
        expect(await store.getMessage(id)).toMatchObject({
          parts: [],
          authorId: null,
          authorName: null,
          commandId: null,
          edits: 0,
          deletedAt: expect.any(Number),
        })
      expect(await store.listEdits(kept.messageId)).toEqual([])
      expect(await store.getMessage(question.messageId)).toMatchObject({ parts: [{ text: 'Kept answer' }] })
      expect(await store.getMessage(mine.messageId)).toMatchObject({ parts: [{ text: 'Mine' }], authorId: owner.id })
      expect(await store.getGeneration(question.generationId)).not.toMatchObject({ userId: guest.id })
      const after = await store.getThread(threadId)
      expect(after?.messageCount).toBe((before?.messageCount ?? 0) - 2)
      const told = await store.eventsAfter(threadId, before?.seq ?? 0, 99)
      expect(told.map(({ type }) => type)).toEqual(['message.updated', 'message.updated', 'participants.changed'])
      const events = await store.eventsAfter(threadId, 0, 99)
      expect(events.some(({ actorId }) => actorId === guest.id)).toBe(false)
      expect(events.some(({ actorId }) => actorId === owner.id)).toBe(true)
      expect((await store.listParticipants(threadId)).map(({ userId }) => userId)).toEqual([owner.id])
      expect(steps.flatMap(step => step.changes).at(-1)).toEqual({ thread: threadId, seq: after?.seq })
    })

    it('ST8 a title that was made of an emptied message goes, and one that was not stays', async () => {
      const { world, store, owner, guest, threadId, asGuest } = await scene()
      const other = await world.thread('Holidays')
      const at = world.tick()
      const guestOf = { actorId: owner.id, user: { userId: guest.id }, role: 'collaborator', at } as const
      await store.addParticipant({ ...guestOf, threadId: other })
      await asGuest.send(threadId, '## Where do *I* live?\n\nIn Ulm.')
      await asGuest.send(other, 'Something else')
      await store.updateThread({ id: threadId, userId: owner.id, title: 'Where do I…', at: world.tick() })
      await erase(world, guest.id)
      expect(await store.getThread(threadId)).toMatchObject({ title: null })
      expect(await store.getThread(other)).toMatchObject({ title: 'Holidays' })
    })

    it('ST8 messages in others’ deleted threads are empty at once', async () => {
      const { world, store, owner, guest, threadId, asGuest } = await scene()
      await asGuest.send(threadId, 'Words')
      await store.deleteThread({ id: threadId, userId: owner.id, at: world.tick() })
      const tombstone = await store.getThread(threadId)
      expect(outcomeOf(await erase(world, guest.id)).counts.messages).toBe(1)
      expect(await store.getThread(threadId)).toMatchObject({ seq: tombstone?.seq })
    })

    it('ST8 what is still written while it goes on is erased as well', async () => {
      const { world, store, owner, guest, threadId, asGuest } = await scene()
      await asGuest.send(threadId, 'Before')
      const verb = { id: newId(), userId: guest.id, subjectHash: newId(), at: 900 }
      await store.beginErasure(verb)
      await store.eraseSlice({ id: verb.id, at: 1_000, limit: 1 })
      const { messageId } = await asGuest.send(threadId, 'Meanwhile')
      const meant = newId()
      await store.createThread({ id: meant, projectId: world.project.id, ownerId: guest.id, title: 'New', at: 1_000 })
      for (let n = 0; n < 200; n++)
        if ((await store.eraseSlice({ id: verb.id, at: 1_000, limit: 2 })).erasure.userId === null) break
      expect(await store.getErasure(verb.id)).toMatchObject({ userId: null, finishedAt: null })
      expect(await store.getMessage(messageId)).toMatchObject({ parts: [], authorId: null })
      expect(await store.getThread(meant)).toMatchObject({ title: null, deletedAt: expect.any(Number) })
      expect(await store.getRole(threadId, owner.id)).toBe('owner')
    })

    it('ST8 tombstones belong to nobody known, and the last of them takes that with it', async () => {
      const { world, store, owner, threadId } = await scene()
      const { id } = outcomeOf(await erase(world, owner.id))
      expect(await store.getThread(threadId)).toMatchObject({ ownerId: id })
      expect(await store.getUser(id)).toMatchObject({ kind: 'visitor', name: null, externalId: null })
    })
  })
}
