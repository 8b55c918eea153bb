import { bounds } from '@chat-view/protocol/codes'
import { describe, expect, it } from 'vitest'
import type { GuestRole } from '../../ports/participant-store.ts'
import { codeOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newCommand, newId, newWorld, type World } from './world.ts'

const roles = async (world: World, threadId: string): Promise<Record<string, string>> =>
  Object.fromEntries((await world.store.listParticipants(threadId)).map(({ userId, role }) => [userId, role]))

/** The owner's ways with the people of a thread. */
const hostOf = (world: World, threadId: string) => {
  const { store, user } = world
  const act = () => ({ threadId, actorId: user.id, at: world.tick() })
  return {
    add: (userId: string, role: GuestRole = 'collaborator') =>
      store.addParticipant({ ...act(), user: { userId }, role }),
    name: (externalId: string, id: string, role: GuestRole = 'viewer') =>
      store.addParticipant({ ...act(), user: { externalId, id }, role }),
    set: (userId: string, role: GuestRole) => store.setParticipantRole({ ...act(), userId, role }),
    remove: (userId: string, actorId = user.id) => store.removeParticipant({ ...act(), actorId, userId }),
  }
}

const lastEvent = async (world: World, threadId: string) => (await world.store.eventsAfter(threadId, 0, 500)).at(-1)

/** People in a thread, let in by name (CV10). */
export const participantRules = (open: OpenStore): void => {
  describe('participants', () => {
    const topic = storeOfTopic(open)

    const scene = async () => {
      const world = await topic.world()
      const threadId = await world.thread('Ours')
      return { world, threadId, host: hostOf(world, threadId), guest: await world.addUser() }
    }

    it('CV10 who is let in has the thread in their list, and the order of the thread moves', async () => {
      const { world, threadId, host, guest } = await scene()
      const done = await host.add(guest.id, 'viewer')
      expect(done).toMatchObject({ value: { threadId, userId: guest.id }, changes: [{ thread: threadId, seq: 2 }] })
      expect(await roles(world, threadId)).toEqual({ [world.user.id]: 'owner', [guest.id]: 'viewer' })
      expect(await world.store.getEntry(threadId, guest.id)).toMatchObject({
        role: 'viewer',
        pinned: false,
        readSeq: 0,
      })
      const list = await world.store.listThreads({ userId: guest.id, archived: false, limit: 9, now: 1 })
      expect(list.items.map(({ id }) => id)).toEqual([threadId])
      expect(await lastEvent(world, threadId)).toMatchObject({
        type: 'participants.changed',
        seq: 2,
        actorId: world.user.id,
      })
    })

    it('CV10 who is in already keeps the higher role', async () => {
      const { world, threadId, host, guest } = await scene()
      await host.add(guest.id, 'viewer')
      expect((await host.add(guest.id, 'collaborator')).changes).toHaveLength(1)
      expect((await host.add(guest.id, 'viewer')).changes).toEqual([])
      expect((await host.add(world.user.id, 'viewer')).changes).toEqual([])
      expect(await roles(world, threadId)).toEqual({ [world.user.id]: 'owner', [guest.id]: 'collaborator' })
    })

    it('CV10 one whom only the host knows is made known, once', async () => {
      const { world, host } = await scene()
      const [externalId, id] = [newId(), newId()]
      expect((await host.name(externalId, id)).value.userId).toBe(id)
      expect((await host.name(externalId, newId())).value.userId).toBe(id)
      const made = await world.store.getUser(id)
      expect(made).toMatchObject({ kind: 'known', externalId, name: null, projectId: world.project.id })
    })

    it('CV10 roles change, and the role that one has already changes nothing', async () => {
      const { world, threadId, host, guest } = await scene()
      await host.add(guest.id, 'viewer')
      expect((await host.set(guest.id, 'collaborator')).changes).toHaveLength(1)
      expect((await host.set(guest.id, 'collaborator')).changes).toEqual([])
      expect(await world.store.getRole(threadId, guest.id)).toBe('collaborator')
      await host.set(guest.id, 'viewer')
      expect(await world.store.getRole(threadId, guest.id)).toBe('viewer')
    })

    it('CV10 the owner stays the owner, and who is not there is not found', async () => {
      const { world, threadId, host, guest } = await scene()
      const before = await world.store.getThread(threadId)
      expect(await codeOf(host.set(world.user.id, 'viewer'))).toBe('state_conflict')
      expect(await codeOf(host.remove(world.user.id))).toBe('state_conflict')
      expect(await codeOf(host.set(guest.id, 'viewer'))).toBe('not_found')
      expect(await codeOf(host.remove(guest.id))).toBe('not_found')
      expect(await codeOf(host.add(newId()))).toBe('not_found')
      expect(await world.store.getThread(threadId)).toEqual(before)
    })

    it('CV10 who was removed hears in their feed that the thread is gone, and of nothing after that', async () => {
      const { world, threadId, host, guest } = await scene()
      const { store } = world
      const deliver = async () => {
        const due = await store.takeDeliveries({ now: 0, leaseMs: 1_000, limit: 500 })
        for (const one of due)
          await (one.subscriber === 'feeds' ? store.deliverToFeeds(one) : store.completeDelivery(one.id))
        return due.length
      }
      const deliverAll = async () => {
        for (let left = await deliver(); left > 0; left = await deliver());
      }
      await host.add(guest.id)
      await deliverAll()
      expect(await store.feedAfter(guest.id, 0, 9)).toMatchObject([
        { type: 'thread.changed', thread: { id: threadId } },
      ])
      const seen = await store.feedSeq(guest.id)
      await host.remove(guest.id)
      await deliverAll()
      expect(await store.feedAfter(guest.id, seen, 9)).toMatchObject([{ type: 'thread.gone', threadId }])
      const gone = await store.feedSeq(guest.id)
      await world.send(threadId)
      await deliverAll()
      expect(await store.feedSeq(guest.id)).toBe(gone)
      expect(await store.getRole(threadId, guest.id)).toBeNull()
      expect(await store.getEntry(threadId, guest.id)).toBeNull()
      await host.add(guest.id)
      await deliverAll()
      expect(await store.feedAfter(guest.id, gone, 9)).toMatchObject([{ type: 'thread.changed' }])
    })

    it('CV10 an archived thread takes nobody in and changes nobody, but lets one leave', async () => {
      const { world, threadId, host, guest } = await scene()
      await host.add(guest.id)
      await world.store.updateThread({ id: threadId, userId: world.user.id, archived: true, at: world.tick() })
      expect(await codeOf(host.add((await world.addUser()).id))).toBe('thread_archived')
      expect(await codeOf(host.set(guest.id, 'viewer'))).toBe('thread_archived')
      expect(await codeOf(host.remove(guest.id))).toBe('thread_archived')
      await host.remove(guest.id, guest.id)
      expect(await world.store.getRole(threadId, guest.id)).toBeNull()
      await world.store.deleteThread({ id: threadId, userId: world.user.id, at: world.tick() })
      expect(await codeOf(host.add(guest.id))).toBe('deleted')
      const nowhere = hostOf(world, newId())
      expect(await codeOf(nowhere.add(guest.id))).toBe('not_found')
      expect(await codeOf(nowhere.set(guest.id, 'viewer'))).toBe('not_found')
      expect(await codeOf(nowhere.remove(guest.id))).toBe('not_found')
    })

    it('CV10 nobody of another project comes in', async () => {
      const { host } = await scene()
      const elsewhere = await newWorld(topic.store())
      expect(await codeOf(host.add(elsewhere.user.id))).toBe('not_found')
    })

    it('CV10 a thread holds at most so many people', async () => {
      const { world, host, guest } = await scene()
      for (let n = 1; n < bounds.participants; n++) await host.name(`${newId()}`, newId())
      expect(await codeOf(host.add(guest.id))).toBe('too_many')
      expect(await codeOf(host.name('one more', newId()))).toBe('too_many')
      expect((await host.add(world.user.id)).changes).toEqual([])
    })

    it('RT11 people are let in, changed and removed once for each command', async () => {
      const { world, threadId, guest } = await scene()
      const { store, user } = world
      const act = { threadId, actorId: user.id, userId: guest.id, at: world.tick() }
      const [add, set, remove] = [newCommand(user.id), newCommand(user.id), newCommand(user.id)]
      const twice = async (verb: () => Promise<{ replayed: boolean; value: unknown }>) => {
        const [first, second] = [await verb(), await verb()]
        expect(second).toEqual({ value: first.value, changes: [], replayed: true })
      }
      await twice(() => store.addParticipant({ ...act, command: add, user: { userId: guest.id }, role: 'viewer' }))
      await twice(() => store.setParticipantRole({ ...act, command: set, role: 'collaborator' }))
      await twice(() => store.removeParticipant({ ...act, command: remove }))
    })
  })
}
