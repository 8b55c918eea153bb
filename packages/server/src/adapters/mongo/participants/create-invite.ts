import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import { expectUser } from '../users/expect-user.ts'
import { countInvites } from './invite-row.ts'

/** A standing invitation; the thread itself does not change by it. */
export const createInvite = (
  context: MongoContext,
  verb: Parameters<ParticipantStore['createInvite']>[0],
): Promise<Commit<{ inviteId: string }>> =>
  once(context, verb, async () => {
    const { id, threadId, actorId, role, expiresAt, maxUses, at } = verb
    const { projectId } = await findOpenThread(context, threadId)
    if ((await countInvites(context, threadId, at)) >= bounds.invite.standing) throw new CodedError('too_many')
    await expectUser(context, actorId)
    const invite = { threadId, role, createdBy: actorId, createdAt: at, expiresAt, maxUses }
    await context.invites.insert({ _id: id, ...invite, revokedAt: null, uses: 0 })
    await writeAudit(context, { at, actor: actorId, action: 'invite.created', projectId, threadId, subject: id })
    return { value: { inviteId: id }, changes: [] }
  })
