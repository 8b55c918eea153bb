import type { Commit } from '../../../ports/commit.ts'
import type { NewParticipant, ParticipantStore } from '../../../ports/participant-store.ts'
import { once } from '../commands/known-commands.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import { findKnownUser } from '../users/user-row.ts'
import { insertUser } from '../users/user-writes.ts'
import type { WriteContext } from '../write-context.ts'
import { findGuestToBe } from './find-person.ts'
import { letIn } from './member-change.ts'

/** The person meant; one whom only the host knows is made known. @throws not_found */
const personOf = (context: WriteContext, person: NewParticipant, projectId: string, at: number): string => {
  if ('userId' in person) return findGuestToBe(context.sql, person.userId, projectId).id
  const { id, externalId } = person
  const known = findKnownUser(context.sql, projectId, externalId)
  if (known !== null) return known.id
  insertUser(context, { id, projectId, kind: 'known', externalId, name: null, createdAt: at })
  return id
}

export const addParticipant = (
  context: WriteContext,
  verb: Parameters<ParticipantStore['addParticipant']>[0],
): Commit<{ threadId: string; userId: string }> =>
  once(context, verb, () => {
    const { threadId, actorId, at } = verb
    const thread = findOpenThread(context.sql, threadId)
    const userId = personOf(context, verb.user, thread.project_id, at)
    return { value: { threadId, userId }, changes: letIn(context, { thread, userId, actorId, at }, verb.role) }
  })
