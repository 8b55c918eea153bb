import { higherRole } from '../../../ports/role-rank.ts'
import { rankOf } from '../../../ports/thread-order.ts'
import type { MemberRow } from '../models/member.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext } from '../mongo-context.ts'

/** Who becomes whom. */
export interface Claim {
  readonly visitorId: string
  readonly userId: string
  readonly at: number
}

/** Both parts as one: the higher role, the further mark, and the pin of either. */
const joined = (theirs: MemberRow, own: MemberRow, at: number): MemberRow => {
  const pinned = theirs.pinned || own.pinned
  return {
    ...own,
    role: higherRole(theirs.role, own.role),
    since: Math.min(theirs.since, own.since),
    readSeq: Math.max(theirs.readSeq, own.readSeq),
    pinned,
    pinnedAt: pinned === own.pinned ? own.pinnedAt : at,
    rank: rankOf(pinned, own.activityAt),
  }
}

/** The visitor's part in a thread whose turn was taken becomes the user's. The thread's owner is written by its change. */
export const claimMembership = async (context: MongoContext, { _id }: ThreadRow, claim: Claim): Promise<void> => {
  const { visitorId, userId, at } = claim
  const ofUser = { threadId: _id, userId }
  const theirs = await context.members.take({ threadId: _id, userId: visitorId })
  if (theirs === null) return
  const own = await context.members.get(ofUser)
  const { threadId, role, since, readSeq, list, pinned, pinnedAt, activityAt, rank } =
    own === null ? theirs : joined(theirs, own, at)
  const row = { threadId, userId, role, since, readSeq, list, pinned, pinnedAt, activityAt, rank }
  await context.members.put(ofUser, row)
}
