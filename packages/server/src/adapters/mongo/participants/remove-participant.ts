import type { Commit } from '../../../ports/commit.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { enqueueOwn } from '../outbox/enqueue.ts'
import { findOpenThread, findThread } from '../threads/find-thread.ts'
import { findGuest, tellOfMember } from './member-change.ts'

/** Takes a guest out of a thread; their own feed says that it is gone, for they are no member any more. */
export const removeParticipant = (
  context: MongoContext,
  verb: Parameters<ParticipantStore['removeParticipant']>[0],
): Promise<Commit<{ threadId: string; userId: string }>> =>
  once(context, verb, async () => {
    const { threadId, userId, actorId, at } = verb
    const thread = await (userId === actorId ? findThread(context, threadId) : findOpenThread(context, threadId))
    await findGuest(context, threadId, userId)
    await context.members.remove({ threadId, userId })
    const changes = await tellOfMember(context, { thread, userId, actorId, at }, 'participant.removed')
    await enqueueOwn(context, { threadId, turn: thread.turn, seq: thread.seq + 1, at, userId })
    return { value: { threadId, userId }, changes }
  })
