import type { Commit } from '../../../ports/commit.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { once } from '../commands/known-commands.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import type { WriteContext } from '../write-context.ts'
import { findGuest, tellOfMember } from './member-change.ts'

/** Another role for a guest; the role that they have already changes nothing. */
export const setParticipantRole = (
  context: WriteContext,
  verb: Parameters<ParticipantStore['setParticipantRole']>[0],
): Commit<{ threadId: string; userId: string }> =>
  once(context, verb, () => {
    const { threadId, userId, actorId, role, at } = verb
    const thread = findOpenThread(context.sql, threadId)
    const value = { threadId, userId }
    if (findGuest(context.sql, threadId, userId) === role) return { value, changes: [] }
    context.sql.run('UPDATE members SET role = ? WHERE thread_id = ? AND user_id = ?', role, threadId, userId)
    return { value, changes: tellOfMember(context, { thread, userId, actorId, at }, 'participant.changed') }
  })
