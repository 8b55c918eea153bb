import { describe, expect, it } from 'vitest'
import type { OpenStore } from './opened-store.ts'
import { purgeAll } from './purge-all.ts'
import { storeOfTest } from './store-of-test.ts'
import { newCommand, newId, newSession, newVisitor } from './world.ts'

const day = 86_400_000

/** What is past goes (ST8). */
export const purgeRules = (open: OpenStore): void => {
  describe('purge', () => {
    const topic = storeOfTest(open)

    it('RT11 commands are forgotten after seven days, and nothing else', async () => {
      const world = await topic.world()
      const { store, user } = world
      const id = await world.thread()
      const [old, recent] = [newCommand(user.id), newCommand(user.id)]
      await store.updateThread({ id, userId: user.id, title: 'Old', command: old, at: 1_000 })
      await store.updateThread({ id, userId: user.id, title: 'Recent', command: recent, at: 1_000 + day })
      await store.extendSession(newId(), 1)
      expect(await purgeAll(world, 1_000 + 7 * day)).toEqual({ commands: 1, sessions: 1 })
      expect(await purgeAll(world, 1_000 + 7 * day)).toEqual({})
      const again = await store.updateThread({ id, userId: user.id, title: 'x', command: recent, at: 2_000 + day })
      expect(again.replayed).toBe(true)
    })

    it('ST8 ended sessions go, with visitors who have nothing else', async () => {
      const world = await topic.world()
      const { store, project, user } = world
      await world.thread()
      const [idle, lasting] = [newVisitor(project.id), newVisitor(project.id)]
      const session = { ...newSession(lasting), expiresAt: 9 * day }
      await store.createVisitor(idle, newSession(idle))
      await store.createVisitor(lasting, session)
      const known = await world.addKnownUser()
      expect(await purgeAll(world, 2_000)).toEqual({ sessions: 3, visitors: 1 })
      expect(await store.getUser(idle.id)).toBeNull()
      expect(await store.getSession(session.id)).toEqual(session)
      for (const { id } of [user, lasting, known]) expect(await store.getUser(id)).not.toBeNull()
    })

    it('ST8 a session that was ended is refused for a day, and then forgotten', async () => {
      const world = await topic.world()
      const { store, project } = world
      const visitor = newVisitor(project.id)
      const session = { ...newSession(visitor), expiresAt: 900 * day }
      await store.createVisitor(visitor, session)
      await store.revokeSession(session.id, 5 * day)
      expect(await store.purgeExpired({ at: 6 * day - 1, eventsBefore: 0, limit: 9 })).toMatchObject({ visitors: 1 })
      expect(await store.getSession(session.id)).toMatchObject({ revokedAt: 5 * day })
      expect(await purgeAll(world, 6 * day)).toEqual({ sessions: 1, visitors: 1 })
      expect(await store.getSession(session.id)).toBeNull()
    })

    it('CV10 an invitation is forgotten a day after it ended', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const invite = { threadId, actorId: user.id, role: 'viewer', maxUses: null, at: 2_000 } as const
      const [ran, revoked, lasting] = [newId(), newId(), newId()]
      await store.createInvite({ ...invite, id: ran, expiresAt: 3_000 })
      await store.createInvite({ ...invite, id: revoked, expiresAt: 90 * day })
      await store.createInvite({ ...invite, id: lasting, expiresAt: 90 * day })
      await store.revokeInvite({ id: revoked, actorId: user.id, at: 4_000 })
      expect(await purgeAll(world, 3_000 + day - 1)).not.toHaveProperty('invites')
      expect(await purgeAll(world, 3_000 + day)).toMatchObject({ invites: 1 })
      expect(await store.getInvite(ran)).toBeNull()
      expect(await purgeAll(world, 4_000 + day)).toMatchObject({ invites: 1 })
      expect(await store.getInvite(revoked)).toBeNull()
      expect(await store.getInvite(lasting)).not.toBeNull()
    })

    it('RT3 a thread remembers up to where its old events went, and keeps its newest activity', async () => {
      const world = await topic.world()
      const { store, user } = world
      const id = await world.thread('Old', 1_000)
      await world.send(id)
      await world.send(id)
      const before = await store.getThread(id)
      await store.updateThread({ id, userId: user.id, title: 'Renamed', at: 5_000 })
      expect(await purgeAll(world, 2_000, 4_000)).toMatchObject({ events: 2 })
      const thread = await store.getThread(id)
      expect(thread).toMatchObject({ seq: 4, purgedSeq: 2, messageCount: 2 })
      expect(before?.seq).toBe(3)
      expect((await store.eventsAfter(id, 0, 9)).map(({ seq }) => seq)).toEqual([3, 4])
      await world.send(id)
      expect(await purgeAll(world, 2_000, 90_000)).toMatchObject({ events: 2 })
      expect(await store.getThread(id)).toMatchObject({ seq: 5, purgedSeq: 4 })
      expect((await store.eventsAfter(id, 0, 9)).map(({ seq }) => seq)).toEqual([5])
      expect(await purgeAll(world, 2_000, 90_000)).toEqual({})
    })

    it('ST5 a walk through the list finds a thread whose old events went where it stood when the walk began', async () => {
      const world = await topic.world()
      const { store, user } = world
      const ids = [await world.thread('a', 1_000), await world.thread('b', 2_000), await world.thread('c', 3_000)]
      await store.updateThread({ id: String(ids[0]), userId: user.id, title: 'A', at: 4_000 })
      await purgeAll(world, 5_000, 90_000)
      const query = { userId: user.id, archived: false, limit: 1, now: 90_000 }
      const first = await store.listThreads(query)
      await store.sendMessage({
        threadId: String(ids[0]),
        message: { id: newId(), authorId: user.id, text: 'Up' },
        at: 95_000,
      })
      const after = first.after
      const rest = await store.listThreads({ ...query, limit: 9, ...(after === null ? {} : { after }) })
      expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids.toReversed())
    })

    it('ST8 a slice takes no more than it may, and slices together take it all', async () => {
      const world = await topic.world()
      const id = await world.thread('Many', 1_000)
      for (let n = 0; n < 11; n++) await world.send(id)
      let slices = 0
      for (;;) {
        const { events = 0 } = await world.store.purgeExpired({ at: 1, eventsBefore: 90_000, limit: 3 })
        expect(events).toBeLessThanOrEqual(3)
        if (events === 0) break
        slices++
      }
      expect(slices).toBeGreaterThanOrEqual(4)
      expect((await world.store.eventsAfter(id, 0, 99)).map(({ seq }) => seq)).toEqual([12])
    })
  })
}
