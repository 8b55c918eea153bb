import { rankOf } from '../../../ports/thread-order.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext } from '../mongo-context.ts'
import { enqueueOwn } from '../outbox/enqueue.ts'
import { findMember } from './find-thread.ts'

interface Pin {
  readonly thread: ThreadRow
  readonly userId: string
  readonly pinned: boolean
  readonly at: number
}

/** How long a walk through a list can take before pins are taken as they are: a day. */
const walk = 86_400_000

/**
 * When a pin is said to have changed. One that is taken off soon is said to have never been: a walk that outlasts the
 * database's history then meets the thread once more at worst, and never misses it.
 */
const changedAt = (before: number | null, pinned: boolean, at: number): number | null =>
  !pinned && before !== null && at - before < walk ? null : at

/** The user's own place for a thread whose turn was taken. */
export const pinThread = async (context: MongoContext, { thread, userId, pinned, at }: Pin): Promise<void> => {
  const { _id: threadId, turn, seq } = thread
  const member = await findMember(context, threadId, userId)
  if (member.pinned === pinned) return
  const rank = rankOf(pinned, member.activityAt)
  await context.members.update(
    { threadId, userId },
    { $set: { pinned, pinnedAt: changedAt(member.pinnedAt, pinned, at), rank } },
  )
  await enqueueOwn(context, { threadId, turn, seq, at, userId })
}
