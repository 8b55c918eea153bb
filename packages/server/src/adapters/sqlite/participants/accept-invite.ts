import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { InviteRecord, ParticipantStore } from '../../../ports/participant-store.ts'
import { rankOfRole } from '../../../ports/role-rank.ts'
import { once } from '../commands/known-commands.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import type { WriteContext } from '../write-context.ts'
import { findGuestToBe } from './find-person.ts'
import { getInvite } from './invite-row.ts'
import { letIn, roleOf } from './member-change.ts'

/** @throws not_found (unknown, or another project's) */
const findInvite = ({ sql }: WriteContext, id: string, userId: string): InviteRecord => {
  const invite = getInvite(sql, id)
  if (invite === null) throw new CodedError('not_found')
  findGuestToBe(sql, userId, invite.projectId)
  return invite
}

/** Counts a guest. Each comes once by it, so that a link is no way back for who was removed. @throws state_conflict */
const useInvite = ({ sql }: WriteContext, invite: InviteRecord, userId: string, at: number): void => {
  const { id, revokedAt, expiresAt, uses, maxUses } = invite
  if (revokedAt !== null || expiresAt <= at || (maxUses !== null && uses >= maxUses))
    throw new CodedError('state_conflict', { detail: 'The invitation does not stand any more' })
  const used = sql.get('SELECT 1 AS used FROM invite_uses WHERE invite_id = ? AND user_id = ?', id, userId)
  if (used !== undefined) throw new CodedError('state_conflict', { detail: 'The invitation was used before' })
  sql.run('INSERT INTO invite_uses (invite_id, user_id) VALUES (?, ?)', id, userId)
  sql.run('UPDATE invites SET uses = uses + 1 WHERE id = ?', id)
}

export const acceptInvite = (
  context: WriteContext,
  verb: Parameters<ParticipantStore['acceptInvite']>[0],
): Commit<{ threadId: string }> =>
  once(context, verb, () => {
    const { id, userId, at } = verb
    const invite = findInvite(context, id, userId)
    const { threadId, role } = invite
    const thread = findOpenThread(context.sql, threadId)
    const present = roleOf(context.sql, threadId, userId)
    if (present !== null && rankOfRole[present] >= rankOfRole[role]) return { value: { threadId }, changes: [] }
    useInvite(context, invite, userId, at)
    return { value: { threadId }, changes: letIn(context, { thread, userId, actorId: userId, at }, role) }
  })
