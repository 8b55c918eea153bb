import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { InviteRecord, ParticipantStore } from '../../../ports/participant-store.ts'
import { rankOfRole } from '../../../ports/role-rank.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import { getRole } from '../threads/thread-reads.ts'
import { findGuestToBe } from './find-person.ts'
import { getInvite } from './invite-row.ts'
import { letIn } from './member-change.ts'

/** @throws not_found (unknown, or another project's) */
const findInvite = async (context: MongoContext, id: string, userId: string): Promise<InviteRecord> => {
  const invite = await getInvite(context, id)
  if (invite === null) throw new CodedError('not_found')
  await findGuestToBe(context, userId, invite.projectId)
  return invite
}

/** Counts a guest. Each comes once by it, so that a link is no way back for who was removed. @throws state_conflict */
const useInvite = async (context: MongoContext, invite: InviteRecord, userId: string, at: number): Promise<void> => {
  const { id, revokedAt, expiresAt, uses, maxUses } = invite
  if (revokedAt !== null || expiresAt <= at || (maxUses !== null && uses >= maxUses))
    throw new CodedError('state_conflict', { detail: 'The invitation does not stand any more' })
  const used = await context.inviteUses.get({ inviteId: id, userId })
  if (used !== null) throw new CodedError('state_conflict', { detail: 'The invitation was used before' })
  await context.inviteUses.insert({ inviteId: id, userId })
  await context.invites.update({ _id: id }, { $inc: { uses: 1 } })
}

export const acceptInvite = (
  context: MongoContext,
  verb: Parameters<ParticipantStore['acceptInvite']>[0],
): Promise<Commit<{ threadId: string }>> =>
  once(context, verb, async () => {
    const { id, userId, at } = verb
    // Whatever changes an invitation takes its thread's turn: what is read here is still so when this commits.
    const invite = await findInvite(context, id, userId)
    const { threadId, role } = invite
    const thread = await findOpenThread(context, threadId)
    const present = await getRole(context, threadId, userId)
    if (present !== null && rankOfRole[present] >= rankOfRole[role]) return { value: { threadId }, changes: [] }
    await useInvite(context, invite, userId, at)
    return { value: { threadId }, changes: await letIn(context, { thread, userId, actorId: userId, at }, role) }
  })
