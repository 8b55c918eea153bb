import type { Participant, ThreadRole } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'
import type { FakeAccess } from './fake-access.ts'
import type { FakeHandlers } from './fake-commands.ts'
import type { FakeSessions } from './fake-sessions.ts'
import { type FakeInvite, type FakeThread, type FakeWorld, fakeId } from './fake-world.ts'

/** Commands about who is in a thread. */
export type PeopleCommand =
  | 'inviteParticipant'
  | 'setParticipantRole'
  | 'removeParticipant'
  | 'createInvite'
  | 'revokeInvite'
  | 'acceptInvite'
  | 'claimVisitor'

const ranks: readonly ThreadRole[] = ['viewer', 'collaborator', 'owner']
const tokenPrefix = 'invite-'

/** The role of the two that permits more. */
const higher = (one: ThreadRole | undefined, other: ThreadRole): ThreadRole =>
  one && ranks.indexOf(one) > ranks.indexOf(other) ? one : other

/** Who is in a thread, as its participants see them. */
export const participantsOf = (world: FakeWorld, row: FakeThread): Participant[] =>
  [...row.members].map(([userId, { role, since }]) => {
    const { name = null } = world.users.get(userId) ?? {}
    return { userId, name, role, since }
  })

/** Invitations that still let somebody in, newest first. */
export const standingInvites = (world: FakeWorld, row: FakeThread): FakeInvite['invite'][] =>
  [...world.invites.values()]
    .filter(({ invite, revoked }) => invite.threadId === row.thread.id && !revoked && isOpen(world, invite))
    .map(({ invite }) => invite)
    .reverse()

const isOpen = (world: FakeWorld, { expiresAt, uses, maxUses }: FakeInvite['invite']): boolean =>
  expiresAt > world.clock.now() && (maxUses === null || uses < maxUses)

/** Letting people in and out, with the refusals of the real server (CV10, SE2). */
export const fakePeople = (
  world: FakeWorld,
  access: FakeAccess,
  sessions: FakeSessions,
): Pick<FakeHandlers, PeopleCommand> => {
  const participant = (row: FakeThread, user: string): Participant => {
    const found = participantsOf(world, row).find(({ userId }) => userId === user)
    if (!found) throw new ChatError('not_found')
    return found
  }

  const guest = (row: FakeThread, user: string): void => {
    if (participant(row, user).role === 'owner') throw new ChatError('state_conflict')
  }

  const admit = (row: FakeThread, user: string, role: ThreadRole, actor: string): void => {
    const known = row.members.get(user)?.role
    if (!known && row.members.size >= bounds.participants) throw new ChatError('too_many')
    if (higher(known, role) !== known) world.join(row, user, role, actor)
  }

  const move = (row: FakeThread, from: string, to: string): void => {
    const member = row.members.get(from)
    if (!member) return
    if (row.owner === from) row.owner = to
    for (const [id, message] of row.messages)
      if (message.authorId === from) row.messages.set(id, { ...message, authorId: to })
    row.members.delete(from)
    world.join(row, to, higher(row.members.get(to)?.role, member.role), to)
    Object.assign(row.members.get(to) ?? {}, { pinned: member.pinned, readSeq: member.readSeq })
    world.touch(row, [from, to])
  }

  return {
    inviteParticipant: (user, { thread, user: name, role }) => {
      const row = access.thread(user, thread, 'participant.manage')
      const { id } = sessions.known(name)
      admit(row, id, role, user)
      return { participant: participant(row, id) }
    },
    setParticipantRole: (user, { thread, user: other, role }) => {
      const row = access.thread(user, thread, 'participant.manage')
      guest(row, other)
      world.join(row, other, role, user)
      return { participant: participant(row, other) }
    },
    removeParticipant: (user, { thread, user: other }) => {
      const row = access.thread(user, thread, other === user ? 'participant.leave' : 'participant.manage')
      guest(row, other)
      world.leave(row, other, user)
      return { thread, user: other }
    },
    createInvite: (user, { thread, role, expiresIn = bounds.invite.defaultSeconds, maxUses = null }) => {
      const row = access.thread(user, thread, 'participant.manage')
      if (standingInvites(world, row).length >= bounds.invite.standing) throw new ChatError('too_many')
      const createdAt = world.clock.now()
      const expiresAt = createdAt + expiresIn * 1_000
      const rest = { role, createdBy: user, createdAt, expiresAt, uses: 0, maxUses }
      const invite = { id: fakeId(), threadId: thread, ...rest }
      world.invites.set(invite.id, { invite, revoked: false, users: new Set() })
      return { invite, token: tokenPrefix + invite.id }
    },
    revokeInvite: (user, { invite: id }) => {
      const found = world.invites.get(id)
      if (!found) throw new ChatError('not_found')
      access.thread(user, found.invite.threadId, 'invite.revoke')
      found.revoked = true
      return { invite: id }
    },
    acceptInvite: (user, { token }) => {
      const found = world.invites.get(token.replace(tokenPrefix, ''))
      if (!found || !token.startsWith(tokenPrefix)) throw new ChatError('token_invalid')
      const row = world.threads.get(found.invite.threadId)
      if (!row || row.deleted) throw new ChatError('deleted')
      if (found.invite.expiresAt <= world.clock.now()) throw new ChatError('token_expired')
      const isIn = row.members.has(user)
      // Each comes once by it, so that a link is no way back for who was removed.
      const isSpent = found.revoked || found.users.has(user) || !isOpen(world, found.invite)
      if (!isIn && isSpent) throw new ChatError('state_conflict')
      if (row.thread.archivedAt !== null) throw new ChatError('thread_archived')
      admit(row, user, found.invite.role, user)
      if (!isIn) {
        found.users.add(user)
        found.invite = { ...found.invite, uses: found.invite.uses + 1 }
      }
      return { thread: world.entry(row, user) }
    },
    claimVisitor: (user, { token }) => {
      const visitor = sessions.claimed(token, user)
      const rows = [...world.threads.values()].filter(row => row.members.has(visitor) && !row.deleted)
      for (const row of rows) move(row, visitor, user)
      sessions.end(visitor)
      return { threads: rows.length }
    },
  }
}
