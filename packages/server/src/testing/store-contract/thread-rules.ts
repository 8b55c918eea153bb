import { describe, expect, it } from 'vitest'
import { codeOf, refusalOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newAnswer, newId } from './world.ts'

/** Threads as their members have them. */
export const threadRules = (open: OpenStore): void => {
  describe('threads', () => {
    const topic = storeOfTopic(open)

    it('CV1 a thread with its first message and answer is made in one step', async () => {
      const { store, project, user } = await topic.world()
      const [id, messageId, answer] = [newId(), newId(), newAnswer()]
      const message = { id: messageId, authorId: user.id, text: 'Hello' }
      const made = await store.createThread({
        id,
        projectId: project.id,
        ownerId: user.id,
        title: null,
        at: 50,
        message,
        answer,
      })
      expect(made.value).toEqual({
        threadId: id,
        messageId,
        answerId: answer.messageId,
        generationId: answer.generationId,
      })
      const thread = await store.getThread(id)
      expect(thread).toMatchObject({ version: 1, messageCount: 2, totalTokens: 0, createdAt: 50, deletedAt: null })
      expect(made.changes).toEqual([{ thread: id, seq: thread?.seq }])
      expect(await store.getEntry(id, user.id)).toMatchObject({ role: 'owner', pinned: false, unread: false })
      expect(await store.getRole(id, user.id)).toBe('owner')
      expect(await store.listParticipants(id)).toEqual([{ userId: user.id, name: null, role: 'owner', since: 50 }])
    })

    it('CV9 a thread is nothing to strangers', async () => {
      const world = await topic.world()
      const stranger = await world.addUser()
      const id = await world.thread()
      expect(await world.store.getEntry(id, stranger.id)).toBeNull()
      expect(await world.store.getRole(id, stranger.id)).toBeNull()
      expect(await codeOf(world.store.markRead({ id, userId: stranger.id, seq: 1, at: 60 }))).toBe('not_found')
      const list = await world.store.listThreads({ userId: stranger.id, archived: false, limit: 10, now: 60 })
      expect(list).toEqual({ items: [], before: null, after: null })
    })

    it('CV5 a title raises version and seq, and a stale one is refused with the entry as it is', async () => {
      const { store, user, ...world } = await topic.world()
      const id = newId()
      await store.createThread({ id, projectId: world.project.id, ownerId: user.id, title: null, at: 10 })
      const done = await store.updateThread({ id, userId: user.id, title: 'One', version: 1, at: 20 })
      expect(done.changes).toEqual([{ thread: id, seq: 2 }])
      const refused = await refusalOf(store.updateThread({ id, userId: user.id, title: 'Two', version: 1, at: 30 }))
      expect(refused.code).toBe('conflict')
      expect(refused.current).toEqual(await store.getEntry(id, user.id))
      expect(refused.current).toMatchObject({ title: 'One', version: 2, seq: 2 })
      expect(await codeOf(store.updateThread({ id, userId: user.id, pinned: true, version: 1, at: 30 }))).toBe(
        'conflict',
      )
    })

    it('CV1 what is as wished already changes nothing', async () => {
      const world = await topic.world()
      const id = await world.thread('Same')
      const before = await world.store.getThread(id)
      const done = await world.store.updateThread({
        id,
        userId: world.user.id,
        title: 'Same',
        archived: false,
        at: world.tick(),
      })
      expect(done.changes).toEqual([])
      expect(await world.store.getThread(id)).toEqual(before)
    })

    it('CV1 an archived thread is read-only until it is restored, and lists apart', async () => {
      const world = await topic.world()
      const { store, user } = world
      const id = await world.thread()
      await store.updateThread({ id, userId: user.id, archived: true, at: 77 + world.tick() })
      const listed = async (archived: boolean) =>
        (await store.listThreads({ userId: user.id, archived, limit: 10, now: world.tick() })).items.map(t => t.id)
      expect(await listed(false)).toEqual([])
      expect(await listed(true)).toEqual([id])
      expect(await codeOf(world.send(id))).toBe('thread_archived')
      expect(await codeOf(store.updateThread({ id, userId: user.id, title: 'No', at: world.tick() }))).toBe(
        'thread_archived',
      )
      await store.updateThread({ id, userId: user.id, title: 'Yes', archived: false, at: world.tick() })
      expect(await listed(false)).toEqual([id])
      expect(await store.getThread(id)).toMatchObject({ title: 'Yes', archivedAt: null, version: 3 })
    })

    it('CV1 a pin is the user’s own: it changes neither version nor seq, and puts the thread first', async () => {
      const world = await topic.world()
      const { store, user } = world
      const older = await world.thread()
      const newer = await world.thread()
      const before = await store.getThread(older)
      const done = await store.updateThread({ id: older, userId: user.id, pinned: true, at: world.tick() })
      expect(done.changes).toEqual([])
      expect(await store.getThread(older)).toEqual(before)
      const list = async () =>
        (await store.listThreads({ userId: user.id, archived: false, limit: 10, now: world.tick() })).items
      expect((await list()).map(t => [t.id, t.pinned])).toEqual([
        [older, true],
        [newer, false],
      ])
      await store.updateThread({ id: older, userId: user.id, pinned: false, at: world.tick() })
      expect((await list()).map(t => t.id)).toEqual([newer, older])
    })

    it('CV1 an answer’s end makes a thread unread until the mark passes it, and the mark never goes back', async () => {
      const world = await topic.world()
      const { store, user } = world
      const id = await world.thread()
      await world.askAndFinish(id)
      const entry = await store.getEntry(id, user.id)
      expect(entry?.unread).toBe(true)
      const seq = entry?.seq ?? 0
      const read = await store.markRead({ id, userId: user.id, seq: seq + 1_000, at: world.tick() })
      expect(read).toEqual({ value: { threadId: id }, changes: [], replayed: false })
      expect(await store.getEntry(id, user.id)).toMatchObject({ unread: false, readSeq: seq })
      await store.markRead({ id, userId: user.id, seq: 1, at: world.tick() })
      expect(await store.getEntry(id, user.id)).toMatchObject({ unread: false, readSeq: seq })
    })

    it('CV1 a deleted thread leaves a tombstone and nothing else to see', async () => {
      const world = await topic.world()
      const { store, user } = world
      const id = await world.thread()
      const running = await world.ask(id)
      await store.startGeneration(running.generationId, 1, world.tick())
      const { questionId } = running
      const gone = await store.deleteThread({ id, userId: user.id, at: world.tick() })
      expect(gone.value).toEqual({ threadId: id, stopping: [running.generationId] })
      const thread = await store.getThread(id)
      expect(thread?.deletedAt).not.toBeNull()
      expect(gone.changes).toEqual([{ thread: id, seq: thread?.seq }])
      expect(await store.getEntry(id, user.id)).toBeNull()
      expect(await store.listParticipants(id)).toEqual([])
      expect(await store.getMessage(questionId)).toBeNull()
      expect(await store.getThreadIdOf(questionId)).toBe(id)
      expect(await store.getThreadIdOf(newId())).toBeNull()
      expect(await store.getMessages([questionId, running.messageId])).toEqual([])
      expect(await world.timeline(id, true)).toEqual([])
      expect(await store.listVersions(running.messageId)).toEqual([])
      for (const archived of [false, true]) {
        const page = await store.listThreads({ userId: user.id, archived, limit: 10, now: world.tick() })
        expect(page.items).toEqual([])
      }
      const events = await store.eventsAfter(id, 0, 100)
      expect(events.at(-1)).toMatchObject({ type: 'thread.deleted', seq: thread?.seq, actorId: user.id })
      expect(await codeOf(world.send(id))).toBe('deleted')
      expect(await codeOf(store.deleteThread({ id, userId: user.id, at: world.tick() }))).toBe('deleted')
      expect(await codeOf(store.markRead({ id, userId: user.id, seq: 1, at: world.tick() }))).toBe('deleted')
      expect(await codeOf(store.updateThread({ id, userId: user.id, title: 'x', at: world.tick() }))).toBe('deleted')
    })

    it('CV5 a thread that changed since it was read is not deleted', async () => {
      const world = await topic.world()
      const id = await world.thread()
      const { store, user } = world
      await store.updateThread({ id, userId: user.id, title: 'New', at: world.tick() })
      expect(await codeOf(store.deleteThread({ id, userId: user.id, version: 1, at: world.tick() }))).toBe('conflict')
      expect(await store.getEntry(id, user.id)).not.toBeNull()
    })

    it('ST1 verbs on a thread that is not there say so', async () => {
      const { store, user } = await topic.world()
      const id = newId()
      expect(await store.getThread(id)).toBeNull()
      expect(await codeOf(store.updateThread({ id, userId: user.id, title: 'x', at: 1 }))).toBe('not_found')
      expect(await codeOf(store.deleteThread({ id, userId: user.id, at: 1 }))).toBe('not_found')
    })
  })
}
