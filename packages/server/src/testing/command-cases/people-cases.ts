import { claimOf, inviteTo, visitorsClaim } from './carried-words.ts'
import type { ResultCase } from './command-cases.ts'
import type { Scene } from './scene.ts'

const invite =
  (role: 'collaborator' | 'viewer') =>
  ({ act, thread }: Scene) =>
    act('inviteParticipant', { thread, user: 'eve', role })

const archived =
  (before: (scene: Scene) => Promise<unknown>) =>
  async (scene: Scene): Promise<void> => {
    await before(scene)
    await scene.act('updateThread', { thread: scene.thread, archived: true })
  }

const byLink = async (scene: Scene) => ({ token: (await inviteTo(scene)).token })
const theirs = ({ thread, stranger }: Scene) => ({ thread, user: stranger.id })
const weekMs = 604_800_000

/** Letting people in by name, changing and removing them, the same through every door (CV10). */
export const peopleCases: readonly ResultCase[] = [
  {
    name: 'inviteParticipant lets in somebody whom the server knows',
    command: 'inviteParticipant',
    args: ({ thread }) => ({ thread, user: 'eve', role: 'viewer' }),
    result: ({ stranger }) => ({ participant: { userId: stranger.id, role: 'viewer' } }),
  },
  {
    name: 'inviteParticipant lets in somebody who has not been here yet',
    command: 'inviteParticipant',
    args: ({ thread }) => ({ thread, user: 'nobody yet', role: 'collaborator' }),
    result: () => ({ participant: { name: null, role: 'collaborator' } }),
  },
  {
    name: 'inviteParticipant takes nothing from who is there already',
    command: 'inviteParticipant',
    before: invite('collaborator'),
    args: ({ thread }) => ({ thread, user: 'eve', role: 'viewer' }),
    result: () => ({ participant: { role: 'collaborator' } }),
  },
  {
    name: 'setParticipantRole makes somebody more',
    command: 'setParticipantRole',
    before: invite('viewer'),
    args: scene => ({ ...theirs(scene), role: 'collaborator' }),
    result: ({ stranger }) => ({ participant: { userId: stranger.id, role: 'collaborator' } }),
  },
  {
    name: 'setParticipantRole makes somebody less',
    command: 'setParticipantRole',
    before: invite('collaborator'),
    args: scene => ({ ...theirs(scene), role: 'viewer' }),
    result: () => ({ participant: { role: 'viewer' } }),
  },
  {
    name: 'removeParticipant takes somebody out',
    command: 'removeParticipant',
    before: invite('viewer'),
    args: theirs,
    result: theirs,
  },
  {
    name: 'removeParticipant of oneself is to leave',
    command: 'removeParticipant',
    by: 'stranger',
    before: invite('collaborator'),
    args: theirs,
    result: theirs,
  },
  {
    name: 'removeParticipant lets one leave an archived thread',
    command: 'removeParticipant',
    by: 'stranger',
    before: archived(invite('viewer')),
    args: theirs,
    result: theirs,
  },
]

/** Letting people in by a link (CV10.2). */
export const linkCases: readonly ResultCase[] = [
  {
    name: 'createInvite makes a link that lasts a week',
    command: 'createInvite',
    args: ({ thread }) => ({ thread, role: 'viewer' }),
    result: ({ thread, owner, room }) => ({
      invite: {
        threadId: thread,
        role: 'viewer',
        createdBy: owner.id,
        expiresAt: room.clock.now() + weekMs,
        uses: 0,
        maxUses: null,
      },
    }),
  },
  {
    name: 'createInvite makes a link for one, for an hour',
    command: 'createInvite',
    args: ({ thread }) => ({ thread, role: 'collaborator', expiresIn: 3_600, maxUses: 1 }),
    result: ({ room }) => ({
      invite: { role: 'collaborator', maxUses: 1, expiresAt: room.clock.now() + 3_600_000 },
    }),
  },
  {
    name: 'revokeInvite ends one',
    command: 'revokeInvite',
    args: async scene => ({ invite: (await inviteTo(scene)).id }),
    result: () => ({}),
  },
  {
    name: 'acceptInvite lets in whoever brings the link',
    command: 'acceptInvite',
    by: 'stranger',
    args: byLink,
    result: ({ thread }) => ({ thread: { id: thread, role: 'viewer', title: 'Ships' } }),
  },
  {
    name: 'acceptInvite lets in a visitor',
    command: 'acceptInvite',
    by: 'visitor',
    args: byLink,
    result: ({ thread }) => ({ thread: { id: thread, role: 'viewer' } }),
  },
  {
    name: 'acceptInvite takes nothing from who is there already',
    command: 'acceptInvite',
    args: byLink,
    result: ({ thread }) => ({ thread: { id: thread, role: 'owner' } }),
  },
]

/** A visitor becomes a known user (SE2). */
export const claimCases: readonly ResultCase[] = [
  {
    name: 'claimVisitor takes over what a visitor began',
    command: 'claimVisitor',
    args: async scene => ({ token: await visitorsClaim(scene) }),
    result: () => ({ threads: 1 }),
  },
  {
    name: 'claimVisitor takes over nothing where nothing was begun',
    command: 'claimVisitor',
    args: async scene => ({ token: await claimOf(scene, scene.visitor) }),
    result: () => ({ threads: 0 }),
  },
  {
    name: 'claimVisitor a second time finds that it was done',
    command: 'claimVisitor',
    args: async scene => {
      const token = await visitorsClaim(scene)
      await scene.act('claimVisitor', { token })
      return { token }
    },
    result: () => ({ threads: 0 }),
  },
]
