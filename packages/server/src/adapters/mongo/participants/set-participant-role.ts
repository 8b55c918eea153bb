import type { Commit } from '../../../ports/commit.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import { findGuest, tellOfMember } from './member-change.ts'

/** Another role for a guest; the role that they have already changes nothing. */
export const setParticipantRole = (
  context: MongoContext,
  verb: Parameters<ParticipantStore['setParticipantRole']>[0],
): Promise<Commit<{ threadId: string; userId: string }>> =>
  once(context, verb, async () => {
    const { threadId, userId, actorId, role, at } = verb
    const thread = await findOpenThread(context, threadId)
    const value = { threadId, userId }
    if ((await findGuest(context, threadId, userId)) === role) return { value, changes: [] }
    await context.members.update({ threadId, userId }, { $set: { role } })
    return { value, changes: await tellOfMember(context, { thread, userId, actorId, at }, 'participant.changed') }
  })
