import { isNamed } from '../models/call.ts'
import type { MongoContext } from '../mongo-context.ts'
import { takeThread } from '../threads/find-thread.ts'
import type { Units } from '../units.ts'
import { removeLoneVisitors } from './lone-visitors.ts'

/** Removes the tombstone with all that names the thread; answers who had a part in it. */
const removeThread = async (context: MongoContext, threadId: string): Promise<string[]> => {
  const row = await takeThread(context, threadId)
  if (row === null) return []
  const people = await context.members.all({ threadId })
  await context.members.remove({ threadId })
  for (const { userId, seq } of await context.feed.all({ threadId }))
    await context.users.update({ _id: userId }, { $max: { purgedFeedSeq: seq } })
  await context.feed.remove({ threadId })
  await context.outbox.remove({ threadId })
  await context.webhookDeliveries.remove({ threadId: { $eq: threadId, ...isNamed } })
  await context.events.remove({ threadId })
  await context.threads.remove({ _id: threadId })
  return [row.ownerId, ...people.map(({ userId }) => userId)]
}

/** Removes threads that were deleted before a time and emptied; and visitors who had nothing else. */
export const purgeThreads = async (
  units: Units,
  before: number,
  limit: number,
): Promise<{ threads: number; visitors: number }> => {
  const gone = await units.alone(async ({ threads, events }) => {
    const old = { emptied: true, deletedAt: { $gte: 0, $lt: before } }
    const found = await threads.all(old, { sort: { deletedAt: 1 }, limit })
    const silent: string[] = []
    for (const { _id: threadId } of found) {
      const last = await events.get({ threadId }, { sort: { seq: -1 } })
      if (last === null || last.kept) silent.push(threadId)
    }
    return silent
  })
  let visitors = 0
  for (const id of gone) {
    const people = await units.inThread(id, context => removeThread(context, id))
    visitors += await removeLoneVisitors(units, people)
  }
  return { threads: gone.length, visitors }
}
