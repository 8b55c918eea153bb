import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import { findThread } from '../threads/find-thread.ts'
import type { WriteContext } from '../write-context.ts'
import { getInvite } from './invite-row.ts'

/** From now on nobody comes in by it; who is in stays. */
export const revokeInvite = (
  context: WriteContext,
  verb: Parameters<ParticipantStore['revokeInvite']>[0],
): Commit<{ inviteId: string }> =>
  once(context, verb, () => {
    const { id, actorId, at } = verb
    const invite = getInvite(context.sql, id)
    if (invite === null) throw new CodedError('not_found')
    const { threadId, projectId, revokedAt } = invite
    findThread(context.sql, threadId)
    if (revokedAt === null) {
      context.sql.run('UPDATE invites SET revoked_at = ? WHERE id = ?', at, id)
      writeAudit(context, { at, projectId, actor: actorId, action: 'invite.revoked', threadId, subject: id })
    }
    return { value: { inviteId: id }, changes: [] }
  })
