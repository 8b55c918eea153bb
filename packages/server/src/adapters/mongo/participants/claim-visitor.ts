import { CodedError } from '../../../ports/coded-error.ts'
import type { Change, Commit } from '../../../ports/commit.ts'
import type { UserRecord } from '../../../ports/identity-store.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext } from '../mongo-context.ts'
import { enqueueOwn } from '../outbox/enqueue.ts'
import { moveScope } from '../search/index-message.ts'
import { takeThread } from '../threads/find-thread.ts'
import { type Claim, claimMembership } from './claim-membership.ts'
import { claimRows } from './claim-rows.ts'
import { findPerson } from './find-person.ts'

type Claimed = { userId: string; threadIds: string[]; sessionIds: string[] }

/** The visitor, where they may become the user; null where they did before. @throws not_found, state_conflict */
const findVisitor = async (context: MongoContext, { visitorId, userId }: Claim): Promise<UserRecord | null> => {
  const visitor = await findPerson(context, visitorId)
  const user = await findPerson(context, userId)
  if (visitor.projectId !== user.projectId) throw new CodedError('not_found')
  if (visitor.kind !== 'visitor' || user.kind !== 'known') throw new CodedError('state_conflict')
  if (visitor.mergedInto === null) return visitor
  if (visitor.mergedInto !== userId) throw new CodedError('state_conflict', { detail: 'Another user has claimed them' })
  return null
}

/** Every thread that the visitor has a part in, with its turn taken, in order of id. */
const takeThreads = async (context: MongoContext, visitorId: string): Promise<ThreadRow[]> => {
  const members = await context.members.all({ userId: visitorId })
  const taken: ThreadRow[] = []
  for (const threadId of members.map(({ threadId }) => threadId).sort()) {
    const thread = await takeThread(context, threadId)
    if (thread !== null) taken.push(thread)
  }
  return taken
}

const endSessions = async ({ sessions }: MongoContext, { visitorId, at }: Claim): Promise<string[]> => {
  const open = await sessions.all({ userId: visitorId, revokedAt: null })
  await sessions.updateAll({ userId: visitorId, revokedAt: null }, { $set: { revokedAt: at } })
  return open.map(({ _id }) => _id).sort()
}

/** A deleted thread goes with the others, silently: its tombstone is its last event. */
const claimThread = async (context: MongoContext, thread: ThreadRow, claim: Claim): Promise<readonly Change[]> => {
  const { visitorId, userId, at } = claim
  const { _id: threadId, turn } = thread
  await claimMembership(context, thread, claim)
  const ownerId = thread.ownerId === visitorId ? userId : thread.ownerId
  if (thread.deletedAt !== null) {
    await context.threads.update({ _id: threadId }, { $set: { ownerId } })
    return []
  }
  const change = new ThreadChange(context, thread, at, userId)
  const seq = change.plan('participants.changed')
  const changes = await change.write({ set: { ownerId } })
  await enqueueOwn(context, { threadId, turn, seq, at: change.at, userId: visitorId })
  return changes
}

/** A visitor becomes a known user, with all that is theirs (SE2). */
export const claimVisitor = (
  context: MongoContext,
  verb: Parameters<ParticipantStore['claimVisitor']>[0],
): Promise<Commit<Claimed>> =>
  once(context, verb, async () => {
    const { userId, visitorId, at } = verb
    const visitor = await findVisitor(context, verb)
    if (visitor === null) return { value: { userId, threadIds: [], sessionIds: [] }, changes: [] }

    await context.users.update({ _id: visitorId }, { $set: { mergedInto: userId } })
    const threads = await takeThreads(context, visitorId)
    const threadIds = threads.map(({ _id }) => _id)
    await claimRows(context, verb, threadIds)
    await moveScope(context, visitorId, userId)
    const changes: Change[] = []
    for (const thread of threads) changes.push(...(await claimThread(context, thread, verb)))
    const sessionIds = await endSessions(context, verb)
    const { projectId } = visitor
    await writeAudit(context, { at, projectId, actor: userId, action: 'visitor.claimed', person: visitorId })
    const live = threads.filter(({ deletedAt }) => deletedAt === null).map(({ _id }) => _id)
    return { value: { userId, threadIds: live, sessionIds }, changes }
  })
