import { bounds } from '@chat-view/protocol/codes'
import { describe, expect, it } from 'vitest'
import type { GuestRole } from '../../ports/participant-store.ts'
import { codeOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newCommand, newId, newWorld, type World } from './world.ts'

const hour = 3_600_000

const invitations = (world: World, threadId: string) => {
  const { store, user } = world
  return {
    async make(role: GuestRole = 'collaborator', maxUses: number | null = null, expiresAt = hour): Promise<string> {
      const id = newId()
      await store.createInvite({ id, threadId, actorId: user.id, role, expiresAt, maxUses, at: world.tick() })
      return id
    },
    accept: (id: string, userId: string, at = world.tick()) => store.acceptInvite({ id, userId, at }),
    revoke: (id: string) => store.revokeInvite({ id, actorId: user.id, at: world.tick() }),
    async standing(at = world.tick()): Promise<string[]> {
      return (await store.listInvites(threadId, at)).map(({ id }) => id)
    },
  }
}

/** Invitations that are passed on (CV10). */
export const inviteRules = (open: OpenStore): void => {
  describe('invitations', () => {
    const topic = storeOfTopic(open)

    const scene = async () => {
      const world = await topic.world()
      const threadId = await world.thread('Ours')
      return { world, threadId, invites: invitations(world, threadId), guest: await world.addUser() }
    }

    it('CV10 an invitation lets somebody in with its role, and is told with its uses', async () => {
      const { world, threadId, invites, guest } = await scene()
      const id = await invites.make('viewer', 3)
      const record = await world.store.getInvite(id)
      expect(record).toMatchObject({
        id,
        threadId,
        projectId: world.project.id,
        role: 'viewer',
        createdBy: world.user.id,
        expiresAt: hour,
        revokedAt: null,
        uses: 0,
        maxUses: 3,
      })
      expect((await invites.accept(id, guest.id)).value).toEqual({ threadId })
      expect(await world.store.getRole(threadId, guest.id)).toBe('viewer')
      expect(await world.store.getInvite(id)).toEqual({ ...record, uses: 1 })
      expect((await world.store.eventsAfter(threadId, 1, 9)).map(({ type, actorId }) => [type, actorId])).toEqual([
        ['participants.changed', guest.id],
      ])
      expect(await world.store.getInvite(newId())).toBeNull()
    })

    it('CV10 accepted again it changes and counts nothing, and it lowers nobody', async () => {
      const { world, threadId, invites, guest } = await scene()
      const [viewer, collaborator] = [await invites.make('viewer', 1), await invites.make('collaborator', 1)]
      await invites.accept(collaborator, guest.id)
      for (const id of [collaborator, viewer]) expect((await invites.accept(id, guest.id)).changes).toEqual([])
      expect((await invites.accept(viewer, world.user.id)).changes).toEqual([])
      expect(await world.store.getInvite(viewer)).toMatchObject({ uses: 0 })
      expect(await world.store.getRole(threadId, guest.id)).toBe('collaborator')
      expect(await world.store.getRole(threadId, world.user.id)).toBe('owner')
    })

    it('CV10 a higher role of an invitation raises who is in', async () => {
      const { world, threadId, invites, guest } = await scene()
      await invites.accept(await invites.make('viewer'), guest.id)
      await invites.accept(await invites.make('collaborator'), guest.id)
      expect(await world.store.getRole(threadId, guest.id)).toBe('collaborator')
    })

    it('CV10 a link is no way back for who was removed', async () => {
      const { world, threadId, invites, guest } = await scene()
      const id = await invites.make()
      await invites.accept(id, guest.id)
      await world.store.removeParticipant({ threadId, actorId: world.user.id, userId: guest.id, at: world.tick() })
      expect(await codeOf(invites.accept(id, guest.id))).toBe('state_conflict')
      await invites.accept(await invites.make(), guest.id)
      expect(await world.store.getRole(threadId, guest.id)).toBe('collaborator')
    })

    it('CV10 one that was revoked, has ended or is used up lets nobody in, and is listed no more', async () => {
      const { world, threadId, invites, guest } = await scene()
      const [revoked, ended, used, standing] = [
        await invites.make(),
        await invites.make('viewer', null, 5_000),
        await invites.make('viewer', 1),
        await invites.make(),
      ]
      expect(await invites.standing()).toEqual([standing, used, ended, revoked])
      await invites.revoke(revoked)
      await invites.revoke(revoked)
      await invites.accept(used, (await world.addUser()).id)
      for (const id of [revoked, used]) expect(await codeOf(invites.accept(id, guest.id))).toBe('state_conflict')
      expect(await codeOf(invites.accept(ended, guest.id, 5_000))).toBe('state_conflict')
      expect(await invites.standing(5_000)).toEqual([standing])
      expect(await world.store.getRole(threadId, guest.id)).toBeNull()
      expect(await world.store.listInvites(newId(), 1)).toEqual([])
    })

    it('CV10 nobody comes in from another project, nor by what never was', async () => {
      const { invites, guest } = await scene()
      const id = await invites.make()
      const elsewhere = await newWorld(topic.store())
      expect(await codeOf(invites.accept(id, elsewhere.user.id))).toBe('not_found')
      expect(await codeOf(invites.accept(newId(), guest.id))).toBe('not_found')
      expect(await codeOf(invites.accept(id, newId()))).toBe('not_found')
      expect(await codeOf(invites.revoke(newId()))).toBe('not_found')
    })

    it('CV10 an archived thread makes and takes no invitation, but lets one be revoked', async () => {
      const { world, threadId, invites, guest } = await scene()
      const id = await invites.make()
      await world.store.updateThread({ id: threadId, userId: world.user.id, archived: true, at: world.tick() })
      expect(await codeOf(invites.make())).toBe('thread_archived')
      expect(await codeOf(invites.accept(id, guest.id))).toBe('thread_archived')
      await invites.revoke(id)
      expect(await invites.standing()).toEqual([])
      await world.store.deleteThread({ id: threadId, userId: world.user.id, at: world.tick() })
      expect(await codeOf(invites.make())).toBe('deleted')
      expect(await codeOf(invites.accept(id, guest.id))).toBe('deleted')
      expect(await codeOf(invites.revoke(id))).toBe('deleted')
    })

    it('CV10 a thread has at most so many standing invitations', async () => {
      const { invites } = await scene()
      const first = await invites.make()
      for (let n = 1; n < bounds.invite.standing; n++) await invites.make('viewer', null, hour + n)
      expect(await codeOf(invites.make())).toBe('too_many')
      await invites.revoke(first)
      await invites.make()
    })

    it('CV10 of many who come at once by an invitation for three, three are in', async () => {
      const { world, threadId, invites } = await scene()
      const id = await invites.make('viewer', 3)
      const guests = await Promise.all(Array.from({ length: 8 }, () => world.addUser()))
      const came = await Promise.allSettled(guests.map(guest => invites.accept(id, guest.id)))
      expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
      expect(await world.store.listParticipants(threadId)).toHaveLength(4)
      expect(await world.store.getInvite(id)).toMatchObject({ uses: 3 })
    })

    it('RT11 an invitation is made, accepted and revoked once for each command', async () => {
      const { world, threadId, guest } = await scene()
      const { store, user } = world
      const id = newId()
      const [make, accept, revoke] = [newCommand(user.id), newCommand(guest.id), newCommand(user.id)]
      const twice = async (verb: () => Promise<{ value: unknown }>) => {
        const first = await verb()
        expect(await verb()).toEqual({ value: first.value, changes: [], replayed: true })
      }
      const wish = { threadId, role: 'viewer', expiresAt: hour, maxUses: null } as const
      await twice(() => store.createInvite({ ...wish, id, actorId: user.id, command: make, at: 2_000 }))
      await twice(() => store.acceptInvite({ id, userId: guest.id, command: accept, at: 2_000 }))
      await twice(() => store.revokeInvite({ id, actorId: user.id, command: revoke, at: 2_000 }))
    })
  })
}
