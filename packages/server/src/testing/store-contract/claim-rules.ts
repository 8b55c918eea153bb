import type { ThreadRole } from '@chat-view/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { higherRole } from '../../ports/role-rank.ts'
import { codeOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newCommand, newId, newSession, newVisitor, newWorld, type World } from './world.ts'

const claim = (world: World, visitorId: string, userId: string) =>
  world.store.claimVisitor({ visitorId, userId, at: world.tick() })

const letIn = (world: World, threadId: string, userId: string, role: 'collaborator' | 'viewer') =>
  world.store.addParticipant({ threadId, actorId: world.user.id, user: { userId }, role, at: world.tick() })

/** A visitor who becomes a known user (SE2). The world's own user is the visitor. */
export const claimRules = (open: OpenStore): void => {
  describe('claims', () => {
    const topic = storeOfTopic(open)

    const scene = async () => {
      const world = await topic.world()
      return { world, store: world.store, visitor: world.user, user: await world.addKnownUser() }
    }

    it('SE2 threads, messages, edits, opinions and pins become the user’s, all at once', async () => {
      const { world, store, visitor, user } = await scene()
      const threadId = await world.thread('Mine')
      const { questionId, messageId, generationId } = await world.askAndFinish(threadId)
      const own = { messageId: questionId, userId: visitor.id }
      await store.editMessage({ ...own, editId: newId(), text: 'Other', keep: 5, at: world.tick() })
      await store.giveFeedback({ messageId, userId: visitor.id, feedback: { rating: 'up', reason: null }, at: 1 })
      await store.updateThread({ id: threadId, userId: visitor.id, pinned: true, at: world.tick() })
      const before = await store.getEntry(threadId, visitor.id)
      const seq = before?.seq ?? 0

      const done = await claim(world, visitor.id, user.id)
      expect(done.value).toEqual({ userId: user.id, threadIds: [threadId], sessionIds: [expect.any(String)] })
      expect(done.changes).toEqual([{ thread: threadId, seq: seq + 1 }])
      expect(await store.getEntry(threadId, visitor.id)).toBeNull()
      expect(await store.getEntry(threadId, user.id)).toEqual({ ...before, seq: seq + 1 })
      expect(await store.getThread(threadId)).toMatchObject({ ownerId: user.id })
      expect(await store.listParticipants(threadId)).toMatchObject([{ userId: user.id, role: 'owner' }])
      expect(await store.getMessage(questionId)).toMatchObject({ authorId: user.id })
      expect(await store.listEdits(questionId)).toMatchObject([{ authorId: user.id }])
      expect(await store.getGeneration(generationId)).toMatchObject({ userId: user.id })
      expect(await store.feedbackOf(user.id, [messageId])).toEqual([
        { messageId, number: 1, rating: 'up', reason: null },
      ])
      expect(await store.feedbackOf(visitor.id, [messageId])).toEqual([])
      expect((await store.eventsAfter(threadId, seq, 9)).map(({ type, actorId }) => [type, actorId])).toEqual([
        ['participants.changed', user.id],
      ])
      const lists = await Promise.all(
        [user.id, visitor.id].map(userId => store.listThreads({ userId, archived: false, limit: 9, now: 1 })),
      )
      expect(lists.map(({ items }) => items.map(({ id }) => id))).toEqual([[threadId], []])
    })

    it('SE2 the visitor names the user from then on, and their sessions end', async () => {
      const { world, store, user } = await scene()
      const visitor = newVisitor(world.project.id)
      const session = newSession(visitor)
      await store.createVisitor(visitor, session)
      const { value } = await claim(world, visitor.id, user.id)
      expect(value).toEqual({ userId: user.id, threadIds: [], sessionIds: [session.id] })
      expect(await store.getUser(visitor.id)).toEqual({ ...visitor, mergedInto: user.id })
      expect((await store.getSession(session.id))?.revokedAt).toBeGreaterThan(0)
      expect(await codeOf(letIn(world, await world.thread(), visitor.id, 'viewer'))).toBe('not_found')
    })

    it('SE2 where both are in a thread the higher role stays, and the further mark', async () => {
      const { world, store, user } = await scene()
      const guest = await world.addUser()
      const [one, two, three] = [await world.thread(), await world.thread(), await world.thread()]
      await letIn(world, one, guest.id, 'collaborator')
      await letIn(world, one, user.id, 'viewer')
      await letIn(world, two, guest.id, 'viewer')
      await letIn(world, two, user.id, 'collaborator')
      await letIn(world, three, user.id, 'collaborator')
      await store.markRead({ id: one, userId: guest.id, seq: 3, at: world.tick() })
      await store.markRead({ id: one, userId: user.id, seq: 2, at: world.tick() })
      await store.updateThread({ id: one, userId: guest.id, pinned: true, at: world.tick() })
      await claim(world, guest.id, user.id)
      expect(await store.getEntry(one, user.id)).toMatchObject({ role: 'collaborator', readSeq: 3, pinned: true })
      expect(await store.getEntry(two, user.id)).toMatchObject({ role: 'collaborator', pinned: false })
      await claim(world, world.user.id, user.id)
      for (const id of [one, two, three]) {
        expect(await store.getThread(id)).toMatchObject({ ownerId: user.id })
        expect(await store.listParticipants(id)).toMatchObject([{ userId: user.id, role: 'owner' }])
      }
    })

    it('SE2 the feeds of both tell of it: the user’s of what came, the visitor’s of what went', async () => {
      const { world, store, visitor, user } = await scene()
      const threadId = await world.thread('Mine')
      const deliver = async (): Promise<number> => {
        const due = await store.takeDeliveries({ now: 0, leaseMs: 1_000, limit: 500 })
        for (const one of due)
          await (one.subscriber === 'feeds' ? store.deliverToFeeds(one) : store.completeDelivery(one.id))
        return due.length
      }
      const deliverAll = async () => {
        for (let left = await deliver(); left > 0; left = await deliver());
      }
      await deliverAll()
      const seen = await store.feedSeq(visitor.id)
      await claim(world, visitor.id, user.id)
      await deliverAll()
      expect(await store.feedAfter(visitor.id, seen, 9)).toMatchObject([{ type: 'thread.gone', threadId }])
      expect(await store.feedAfter(user.id, 0, 9)).toMatchObject([{ type: 'thread.changed', thread: { id: threadId } }])
    })

    it('SE2 a second time for the same user changes nothing, for another it is refused', async () => {
      const { world, store, visitor, user } = await scene()
      const threadId = await world.thread()
      await claim(world, visitor.id, user.id)
      const before = await store.getThread(threadId)
      const again = await claim(world, visitor.id, user.id)
      expect(again).toMatchObject({ value: { userId: user.id, threadIds: [], sessionIds: [] }, changes: [] })
      expect(await codeOf(claim(world, visitor.id, (await world.addKnownUser()).id))).toBe('state_conflict')
      expect(await store.getThread(threadId)).toEqual(before)
    })

    it('SE2 of two users who claim a visitor at once one gets all, the other nothing', async () => {
      const { world, store, visitor, user } = await scene()
      const rival = await world.addKnownUser()
      const ids = [await world.thread(), await world.thread(), await world.thread()]
      const done = await Promise.allSettled([user, rival].map(({ id }) => claim(world, visitor.id, id)))
      expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const winner = (await store.getUser(visitor.id))?.mergedInto
      expect([user.id, rival.id]).toContain(winner)
      for (const id of ids) expect(await store.getThread(id)).toMatchObject({ ownerId: winner })
    })

    it('SE2 only a visitor becomes somebody, only a known user of the same project takes them over', async () => {
      const { world, visitor, user } = await scene()
      const other = await world.addKnownUser()
      expect(await codeOf(claim(world, other.id, user.id))).toBe('state_conflict')
      expect(await codeOf(claim(world, visitor.id, (await world.addUser()).id))).toBe('state_conflict')
      expect(await codeOf(claim(world, visitor.id, visitor.id))).toBe('state_conflict')
      const elsewhere = await newWorld(topic.store())
      expect(await codeOf(claim(world, elsewhere.user.id, user.id))).toBe('not_found')
      expect(await codeOf(claim(world, visitor.id, (await elsewhere.addKnownUser()).id))).toBe('not_found')
      for (const pair of [
        [newId(), user.id],
        [visitor.id, newId()],
      ] as const)
        expect(await codeOf(claim(world, ...pair))).toBe('not_found')
    })

    it('SE2 where both have an opinion, came by one invitation or did one command, the user’s stays', async () => {
      const { world, store, user } = await scene()
      const guest = await world.addUser()
      const [threadId, inviteId, commandId] = [await world.thread(), newId(), newId()]
      const act = { threadId, actorId: world.user.id, at: world.tick() }
      await store.createInvite({ ...act, id: inviteId, role: 'viewer', expiresAt: 90_000, maxUses: null })
      for (const { id } of [guest, user]) await store.acceptInvite({ id: inviteId, userId: id, at: world.tick() })
      const { messageId } = await world.askAndFinish(threadId)
      const opinion = (userId: string, rating: 'up' | 'down') =>
        store.giveFeedback({ messageId, userId, feedback: { rating, reason: null }, at: world.tick() })
      await opinion(guest.id, 'up')
      await opinion(user.id, 'down')
      for (const { id: userId } of [guest, user]) {
        const command = { userId, id: commandId, fingerprint: 'same' }
        await store.markRead({ id: threadId, userId, seq: 1, command, at: world.tick() })
      }
      await claim(world, guest.id, user.id)
      expect(await store.feedbackOf(user.id, [messageId])).toEqual([
        { messageId, number: 1, rating: 'down', reason: null },
      ])
      expect(await store.feedbackOf(guest.id, [messageId])).toEqual([])
      await store.removeParticipant({ ...act, userId: user.id, at: world.tick() })
      expect(await codeOf(store.acceptInvite({ id: inviteId, userId: user.id, at: world.tick() }))).toBe(
        'state_conflict',
      )
    })

    it('SE2 a deleted thread goes along silently: its tombstone is its last event', async () => {
      const { world, store, visitor, user } = await scene()
      const threadId = await world.thread()
      await store.deleteThread({ id: threadId, userId: visitor.id, at: world.tick() })
      const { value, changes } = await claim(world, visitor.id, user.id)
      expect([value.threadIds, changes]).toEqual([[], []])
      expect(await store.getRole(threadId, user.id)).toBe('owner')
      expect(await store.getThread(threadId)).toMatchObject({ ownerId: user.id })
      expect((await store.eventsAfter(threadId, 0, 9)).at(-1)?.type).toBe('thread.deleted')
    })

    it('RT11 what the visitor’s device sends again as the user was done before', async () => {
      const { world, store, visitor, user } = await scene()
      const threadId = await world.thread()
      const command = newCommand(visitor.id)
      const message = { id: newId(), authorId: visitor.id, text: 'Once' }
      await store.sendMessage({ threadId, message, command, at: world.tick() })
      const claiming = newCommand(user.id)
      const wish = { visitorId: visitor.id, userId: user.id, command: claiming, at: world.tick() }
      const first = await store.claimVisitor(wish)
      expect(await store.claimVisitor(wish)).toEqual({ value: first.value, changes: [], replayed: true })
      const resent = { ...command, userId: user.id }
      const again = { id: newId(), authorId: user.id, text: 'Once' }
      expect(await store.sendMessage({ threadId, message: again, command: resent, at: world.tick() })).toMatchObject({
        replayed: true,
        value: { messageId: message.id },
      })
    })

    it('SE2 nobody else’s thread comes along, whoever is in which', async () => {
      const role = fc.constantFrom<ThreadRole | null>(null, 'viewer', 'collaborator', 'owner')
      const threads = fc.array(fc.tuple(role, role, role), { minLength: 1, maxLength: 5 })
      await fc.assert(
        fc.asyncProperty(threads, async wanted => {
          const { world, store, visitor, user } = await scene()
          const people = [visitor.id, user.id, (await world.addUser()).id]
          const ids: string[] = []
          for (const roles of wanted) {
            const id = newId()
            const owner = people[Math.max(0, roles.indexOf('owner'))] ?? ''
            const at = world.tick()
            await store.createThread({ id, projectId: world.project.id, ownerId: owner, title: null, at })
            for (const [index, role] of roles.entries())
              if ((role === 'viewer' || role === 'collaborator') && people[index] !== owner)
                await letIn(world, id, people[index] ?? '', role)
            ids.push(id)
          }
          const rolesOf = (id: string) => Promise.all(people.map(person => store.getRole(id, person)))
          const before = await Promise.all(ids.map(rolesOf))
          const threadsBefore = await Promise.all(ids.map(id => store.getThread(id)))
          const { value } = await claim(world, visitor.id, user.id)
          expect(value.threadIds.toSorted()).toEqual(ids.filter((_, n) => before[n]?.[0] !== null).sort())
          for (const [n, id] of ids.entries()) {
            const [mine, theirs, third] = before[n] ?? []
            expect(await rolesOf(id)).toEqual([null, higherRole(mine ?? null, theirs ?? null), third])
            if (mine === null) expect(await store.getThread(id)).toEqual(threadsBefore[n])
          }
        }),
        { numRuns: 12 },
      )
    }, 60_000)
  })
}
