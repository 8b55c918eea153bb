import type { Commit } from '../../../ports/commit.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { once } from '../commands/known-commands.ts'
import { enqueueOwn } from '../outbox/enqueue.ts'
import { findOpenThread, findThread } from '../threads/find-thread.ts'
import type { WriteContext } from '../write-context.ts'
import { findGuest, tellOfMember } from './member-change.ts'

/** Takes a guest out of a thread; their own feed says that it is gone, for they are no member any more. */
export const removeParticipant = (
  context: WriteContext,
  verb: Parameters<ParticipantStore['removeParticipant']>[0],
): Commit<{ threadId: string; userId: string }> =>
  once(context, verb, () => {
    const { sql } = context
    const { threadId, userId, actorId, at } = verb
    const thread = userId === actorId ? findThread(sql, threadId) : findOpenThread(sql, threadId)
    findGuest(sql, threadId, userId)
    sql.run('DELETE FROM members WHERE thread_id = ? AND user_id = ?', threadId, userId)
    const changes = tellOfMember(context, { thread, userId, actorId, at }, 'participant.removed')
    enqueueOwn(context, { threadId, seq: thread.seq + 1, at, userId })
    return { value: { threadId, userId }, changes }
  })
