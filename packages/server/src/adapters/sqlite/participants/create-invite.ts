import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import type { WriteContext } from '../write-context.ts'
import { countInvites } from './invite-row.ts'

/** A standing invitation; the thread itself does not change by it. */
export const createInvite = (
  context: WriteContext,
  verb: Parameters<ParticipantStore['createInvite']>[0],
): Commit<{ inviteId: string }> =>
  once(context, verb, () => {
    const { sql } = context
    const { id, threadId, actorId, role, expiresAt, maxUses, at } = verb
    const thread = findOpenThread(sql, threadId)
    if (countInvites(sql, threadId, at) >= bounds.invite.standing) throw new CodedError('too_many')
    sql.run(
      `INSERT INTO invites (id, thread_id, role, created_by, created_at, expires_at, max_uses)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      id,
      threadId,
      role,
      actorId,
      at,
      expiresAt,
      maxUses,
    )
    const project = { projectId: thread.project_id, threadId }
    writeAudit(context, { at, actor: actorId, action: 'invite.created', subject: id, ...project })
    return { value: { inviteId: id }, changes: [] }
  })
