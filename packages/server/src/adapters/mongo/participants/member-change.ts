import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Change } from '../../../ports/commit.ts'
import type { GuestRole } from '../../../ports/participant-store.ts'
import { rankOfRole } from '../../../ports/role-rank.ts'
import { type AuditLine, writeAudit } from '../audit/write-audit.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'
import { newMember } from '../threads/member-row.ts'
import { getRole } from '../threads/thread-reads.ts'

/** One act on one person of one thread whose turn was taken. */
export interface MemberAct {
  readonly thread: ThreadRow
  readonly userId: string
  readonly actorId: string
  readonly at: number
}

/** The order of the thread moves, and the trail tells of it. */
export const tellOfMember = async (
  context: MongoContext,
  { thread, userId, actorId, at }: MemberAct,
  action: AuditLine['action'],
): Promise<readonly Change[]> => {
  const change = new ThreadChange(context, thread, at, actorId)
  change.plan('participants.changed')
  const project = { projectId: thread.projectId, threadId: thread._id }
  await writeAudit(context, { at, actor: actorId, action, person: userId, ...project })
  return await change.write()
}

const insertMember = async (
  { members }: MongoContext,
  { thread, userId, at }: MemberAct,
  role: GuestRole,
): Promise<void> => {
  const { _id: threadId, lastActivityAt: activityAt } = thread
  if ((await members.count({ threadId })) >= bounds.participants) throw new CodedError('too_many')
  await members.insert(newMember({ threadId, userId, role, since: at, activityAt }))
}

/** Lets somebody in, or raises who is there with a lower role; for others nothing changes. @throws too_many */
export const letIn = async (context: MongoContext, act: MemberAct, role: GuestRole): Promise<readonly Change[]> => {
  const { thread, userId } = act
  const before = await getRole(context, thread._id, userId)
  if (before === null) {
    await insertMember(context, act, role)
    return await tellOfMember(context, act, 'participant.added')
  }
  if (rankOfRole[before] >= rankOfRole[role]) return []
  await context.members.update({ threadId: thread._id, userId }, { $set: { role } })
  return await tellOfMember(context, act, 'participant.changed')
}

/** A guest's role in the thread. @throws not_found (nobody there), state_conflict (the owner) */
export const findGuest = async (reader: MongoReader, threadId: string, userId: string): Promise<GuestRole> => {
  const role = await getRole(reader, threadId, userId)
  if (role === null) throw new CodedError('not_found')
  if (role === 'owner') throw new CodedError('state_conflict')
  return role
}
