import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findThread } from '../threads/find-thread.ts'
import { getInvite } from './invite-row.ts'

/** From now on nobody comes in by it; who is in stays. */
export const revokeInvite = (
  context: MongoContext,
  verb: Parameters<ParticipantStore['revokeInvite']>[0],
): Promise<Commit<{ inviteId: string }>> =>
  once(context, verb, async () => {
    const { id, actorId, at } = verb
    const invite = await getInvite(context, id)
    if (invite === null) throw new CodedError('not_found')
    const { threadId, projectId, revokedAt } = invite
    await findThread(context, threadId)
    if (revokedAt === null) {
      await context.invites.update({ _id: id }, { $set: { revokedAt: at } })
      await writeAudit(context, { at, projectId, actor: actorId, action: 'invite.revoked', threadId, subject: id })
    }
    return { value: { inviteId: id }, changes: [] }
  })
