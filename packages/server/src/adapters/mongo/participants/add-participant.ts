import type { Commit } from '../../../ports/commit.ts'
import type { NewParticipant, ParticipantStore } from '../../../ports/participant-store.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import { findKnownUser } from '../users/user-row.ts'
import { insertUser } from '../users/user-writes.ts'
import { findGuestToBe } from './find-person.ts'
import { letIn } from './member-change.ts'

/** The person meant; one whom only the host knows is made known. @throws not_found */
const personOf = async (
  context: MongoContext,
  person: NewParticipant,
  projectId: string,
  at: number,
): Promise<string> => {
  if ('userId' in person) return (await findGuestToBe(context, person.userId, projectId)).id
  const { id, externalId } = person
  const known = await findKnownUser(context, projectId, externalId)
  if (known !== null) return known.id
  await insertUser(context, { id, projectId, kind: 'known', externalId, name: null, createdAt: at })
  return id
}

export const addParticipant = (
  context: MongoContext,
  verb: Parameters<ParticipantStore['addParticipant']>[0],
): Promise<Commit<{ threadId: string; userId: string }>> =>
  once(context, verb, async () => {
    const { threadId, actorId, role, at } = verb
    const thread = await findOpenThread(context, threadId)
    const userId = await personOf(context, verb.user, thread.projectId, at)
    return { value: { threadId, userId }, changes: await letIn(context, { thread, userId, actorId, at }, role) }
  })
