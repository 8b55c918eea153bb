import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UserRecord } from '../../ports/identity-store.ts'
import { codeOf } from './coded.ts'
import { deliverAll } from './deliver-all.ts'
import { erase, outcomeOf, sharedThread } from './erase-user.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newAnswer, newCommand, newId, newSession, World } from './world.ts'

/** A user goes with all that names them (ST8). */
export const erasureRules = (open: OpenStore): void => {
  describe('erasure', () => {
    const topic = storeOfTopic(open)
    const scene = async () => sharedThread(await topic.world())

    it('ST8 from its beginning on nobody is let in as that user', async () => {
      const world = await topic.world()
      const { store, project } = world
      const known: UserRecord = { ...(await world.addKnownUser()) }
      const session = newSession(known)
      await store.openKnownSession({ ...known, name: 'Ada' }, session)
      const verb = { id: newId(), userId: known.id, subjectHash: newId(), at: 900 }
      const step = await store.beginErasure(verb)
      expect(step.erasure).toEqual({
        id: verb.id,
        projectId: project.id,
        userId: known.id,
        subjectHash: verb.subjectHash,
        requestedAt: 900,
        finishedAt: null,
        counts: { threads: 0, messages: 0 },
      })
      expect(step.sessions).toContain(session.id)
      const found = await store.getSession(session.id)
      expect(found === null || found.revokedAt !== null).toBe(true)
      expect(await store.getUser(known.id)).toMatchObject({ name: null, externalId: null, erasedAt: 900 })
      const other = { ...known, id: newId() }
      expect((await store.openKnownSession(other, newSession(other))).id).toBe(other.id)
      expect(await store.findErasure(verb.subjectHash)).toEqual(step.erasure)
      expect(await store.getErasure(verb.id)).toEqual(step.erasure)
      expect(await store.openErasures()).toContainEqual(step.erasure)
    })

    it('ST8 a session that is opened while it begins lets nobody in', async () => {
      const world = await topic.world()
      const { store } = world
      for (let round = 0; round < 20; round++) {
        const made = await world.addKnownUser()
        const session = newSession(made)
        const verb = { id: newId(), userId: made.id, subjectHash: newId(), at: 900 }
        // As every sign-in does, it brings an id for the case that nobody is known yet.
        const comes = { ...made, id: newId() }
        const [opened] = await Promise.all([store.openKnownSession(comes, session), store.beginErasure(verb)])
        if (opened.id !== made.id || opened.erasedAt !== null) continue
        expect(await store.getSession(session.id)).toMatchObject({ revokedAt: 900 })
      }
    })

    it('ST8 asked for again, it is the same erasure, also after its end', async () => {
      const world = await topic.world()
      const { store, user } = world
      await world.thread()
      const verb = { id: newId(), userId: user.id, subjectHash: newId(), at: 900 }
      const { erasure } = await store.beginErasure(verb)
      expect((await store.beginErasure({ ...verb, id: newId(), at: 950 })).erasure).toEqual(erasure)
      await store.eraseSlice({ id: verb.id, at: 1_000, limit: 100 })
      const done = await store.closeErasure({ id: verb.id, at: 1_001 })
      expect(done).toMatchObject({ finishedAt: 1_001, userId: null, counts: { threads: 1, messages: 0 } })
      expect(await store.beginErasure({ ...verb, id: newId(), at: 2_000 })).toMatchObject({ erasure: done })
      expect(await store.eraseSlice({ id: verb.id, at: 3_000, limit: 100 })).toMatchObject({
        erasure: done,
        changes: [],
      })
      expect(await store.closeErasure({ id: verb.id, at: 4_000 })).toEqual(done)
      expect((await store.openErasures()).map(({ id }) => id)).not.toContain(verb.id)
      expect(await store.getUser(user.id)).toBeNull()
    })

    it('ST8 it is open until it is closed, which it cannot be while rows name the user', async () => {
      const world = await topic.world()
      const { store, user } = world
      await world.thread()
      const { erasure } = await store.beginErasure({ id: newId(), userId: user.id, subjectHash: newId(), at: 900 })
      const { id } = erasure
      expect(await codeOf(store.closeErasure({ id, at: 950 }))).toBe('state_conflict')
      expect(await store.getErasure(id)).toEqual(erasure)
      const step = await store.eraseSlice({ id, at: 1_000, limit: 100 })
      expect(step.erasure).toMatchObject({ userId: null, finishedAt: null })
      expect(await store.openErasures()).toContainEqual(step.erasure)
      const again = await store.eraseSlice({ id, at: 1_100, limit: 100 })
      expect(again).toMatchObject({ erasure: step.erasure, changes: [], generations: [] })
      expect(await store.closeErasure({ id, at: 1 })).toEqual({ ...step.erasure, finishedAt: 900 })
    })

    it('ST8 who is not there, and what an erasure left behind, is not found', async () => {
      const world = await topic.world()
      const { store } = world
      const unknown = { id: newId(), userId: newId(), subjectHash: newId(), at: 1 }
      expect(await codeOf(store.beginErasure(unknown))).toBe('not_found')
      expect(await codeOf(store.eraseSlice({ id: newId(), at: 1, limit: 1 }))).toBe('not_found')
      expect(await codeOf(store.closeErasure({ id: newId(), at: 1 }))).toBe('not_found')
      expect(await store.findErasure(newId())).toBeNull()
      await world.thread()
      const { id } = outcomeOf(await erase(world, world.user.id))
      const rest = { id: newId(), userId: id, subjectHash: newId(), at: 1 }
      expect(await codeOf(store.beginErasure(rest))).toBe('not_found')
    })

    it('ST8 opinions, invitations, commands and news of theirs go', async () => {
      const { world, store, owner, guest, threadId } = await scene()
      const { messageId } = await world.askAndFinish(threadId)
      const command = newCommand(guest.id)
      const feedback = { rating: 'down', reason: 'Because of me' } as const
      await store.giveFeedback({ messageId, userId: guest.id, feedback, command, at: world.tick() })
      await store.giveFeedback({ messageId, userId: owner.id, feedback, at: world.tick() })
      const invite = { id: newId(), threadId, actorId: guest.id, role: 'viewer', maxUses: null } as const
      await store.createInvite({ ...invite, expiresAt: 900_000, at: world.tick() })
      await store.markRead({ id: threadId, userId: guest.id, seq: 3, at: world.tick() })
      await erase(world, guest.id)
      expect(await store.feedbackOf(guest.id, [messageId])).toEqual([])
      expect(await store.feedbackOf(owner.id, [messageId])).toHaveLength(1)
      expect(await store.getInvite(invite.id)).toBeNull()
      expect(await store.findCommand(guest.id, command.id, world.tick())).toBeNull()
      expect(await store.getRole(threadId, guest.id)).toBeNull()
      const seen = await store.feedSeq(owner.id)
      await world.send(threadId)
      await deliverAll(store)
      expect(await store.feedSeq(owner.id)).toBeGreaterThan(seen)
      expect(await store.feedAfter(guest.id, 0, 9)).toEqual([])
    })

    it('ST8 running answers are told to stop and named, and their end changes nothing any more', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const running = await world.ask(threadId)
      await store.startGeneration(running.generationId, 1, world.tick())
      const steps = await erase(world, user.id)
      expect(steps.flatMap(({ stopping }) => stopping)).toEqual([running.generationId])
      expect(steps.flatMap(({ generations }) => generations)).toEqual([running.generationId])
      expect(await store.raiseTerm(running.generationId, 1, 'node-2')).toBeNull()
      expect(await codeOf(world.finish(running.generationId, 'Too late'))).toBe('not_found')
    })

    it('CV4 the trail keeps its rows, and tells of the erasure', async () => {
      const { world, store, guest, threadId, asGuest, ...rest } = await scene()
      const { messageId } = await asGuest.send(threadId)
      await store.deleteMessage({ messageId, userId: guest.id, at: world.tick() })
      const query = { projectId: world.project.id, limit: 200 }
      const before = await store.listAudit(query)
      await erase(world, guest.id)
      const after = await store.listAudit(query)
      expect(after.items).toEqual(expect.arrayContaining(before.items))
      const [told] = after.items.filter(({ action }) => action === 'user.erased')
      const deleted = before.items.find(({ action }) => action === 'message.deleted')
      expect(told).toMatchObject({ actor: deleted?.actor, subject: deleted?.actor, threadId: null })
      const later = await world.thread()
      await store.deleteThread({ id: later, userId: rest.owner.id, at: world.tick() })
      expect((await store.listAudit(query)).items.map(({ actor }) => actor)).not.toContain(guest.id)
    })

    it('CV4 who asked for it is named as the trail names them', async () => {
      const world = await topic.world()
      const { store, user, project } = world
      const verb = { id: newId(), userId: user.id, subjectHash: newId(), at: 900, actor: 'operator:o1' }
      await store.beginErasure(verb)
      const { items } = await store.listAudit({ projectId: project.id, limit: 9 })
      const told = items.filter(({ action }) => action === 'user.erased')
      expect(told).toMatchObject([{ actor: 'operator:o1', subject: expect.stringMatching(/^user:/) }])
    })

    it('SE2 what was the visitor’s before goes with the user whom the visitor became', async () => {
      const { world, store, threadId, ...rest } = await scene()
      const visitor = await world.addUser()
      const asVisitor = new World(store, world.project, visitor)
      const add = { actorId: rest.owner.id, role: 'collaborator', at: world.tick() } as const
      await store.addParticipant({ ...add, threadId, user: { userId: visitor.id } })
      const { messageId } = await asVisitor.send(threadId, 'As a visitor')
      const own = await asVisitor.thread('Visited')
      const known = await world.addKnownUser()
      await store.claimVisitor({ visitorId: visitor.id, userId: known.id, at: world.tick() })
      await erase(world, known.id)
      expect(await store.getMessage(messageId)).toMatchObject({ parts: [], authorId: null })
      expect(await store.getThread(own)).toMatchObject({ deletedAt: expect.any(Number), title: null })
      for (const { id } of [visitor, known]) expect(await store.getUser(id)).toBeNull()
      const events = [...(await store.eventsAfter(threadId, 0, 99)), ...(await store.eventsAfter(own, 0, 99))]
      expect(events.filter(({ actorId }) => actorId === visitor.id || actorId === known.id)).toEqual([])
    })

    it('ST8 slices of any size come to the same end', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 9 }), async limit => {
          const { world, store, guest, owner, threadId, asGuest } = await scene()
          const own = [await asGuest.thread('One'), await asGuest.thread('Two')]
          for (const id of own) await asGuest.askAndFinish(id)
          const asked = await asGuest.askAndFinish(threadId)
          await store.giveFeedback({
            messageId: asked.messageId,
            userId: guest.id,
            feedback: { rating: 'up', reason: null },
            at: world.tick(),
          })
          const again = newAnswer({ messageId: asked.messageId })
          await store.regenerate({ messageId: asked.messageId, userId: guest.id, answer: again, at: world.tick() })
          const steps = await erase(world, guest.id, limit)
          expect(outcomeOf(steps).counts).toEqual({ threads: 2, messages: 1 })
          for (const id of own)
            expect(await store.getThread(id)).toMatchObject({ deletedAt: expect.any(Number), messageCount: 0 })
          expect(await store.getMessage(asked.questionId)).toMatchObject({ parts: [], authorId: null })
          expect(await store.getUser(guest.id)).toBeNull()
          expect((await store.listParticipants(threadId)).map(({ userId }) => userId)).toEqual([owner.id])
          for (const id of [...own, threadId])
            expect((await store.eventsAfter(id, 0, 99)).map(({ actorId }) => actorId)).not.toContain(guest.id)
        }),
        { numRuns: 6 },
      )
    })
  })
}
