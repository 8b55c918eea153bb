import type { Delivery } from '../../../ports/outbox-store.ts'
import type { OutboxRow } from '../models/outbox-row.ts'
import type { MongoContext } from '../mongo-context.ts'
import { completeDelivery, deliveryKey } from './deliveries.ts'

/** One row a user and thread; null when the feed tells of that turn, or a later one, already. */
const writeFeed = async (context: MongoContext, userId: string, row: OutboxRow): Promise<number | null> => {
  const { threadId, turn, at } = row
  const known = await context.feed.get({ userId, threadId })
  if (known !== null && known.turn >= turn) return null
  const user = await context.users.change({ _id: userId }, { $inc: { feedSeq: 1 } })
  if (user === null) return null
  const seq = user.feedSeq
  await context.feed.put({ userId, threadId }, { userId, seq, threadId, turn, at })
  return seq
}

/** A change that is one user's own is theirs to hear, even where they are no member any more. */
const concerned = async (context: MongoContext, { threadId, userId }: OutboxRow): Promise<readonly string[]> => {
  if (userId !== null) return [userId]
  const members = await context.members.all({ threadId }, { sort: { userId: 1 } })
  return members.map(member => member.userId)
}

/** Brings a change into the feeds of all members, or of the one whose own it is; again it changes nothing (ST7). */
export const deliverToFeeds = async (
  context: MongoContext,
  delivery: Delivery,
): Promise<{ userId: string; seq: number }[]> => {
  const row = await context.outbox.get(deliveryKey(delivery.id))
  if (row === null) return []
  const moved: { userId: string; seq: number }[] = []
  for (const userId of await concerned(context, row)) {
    const seq = await writeFeed(context, userId, row)
    if (seq !== null) moved.push({ userId, seq })
  }
  await completeDelivery(context, delivery.id)
  return moved
}

/**
 * A project's latest chat: a maximum, so again and out of order change nothing (ST7). Not in one transaction with the
 * delivery's end, for all threads of a project share its row.
 */
export const raiseLastChat = async (context: MongoContext, { event }: Delivery): Promise<void> => {
  const thread = await context.threads.get({ _id: event.threadId })
  if (thread === null) return
  const older = { $or: [{ lastChatAt: null }, { lastChatAt: { $lt: event.at } }] }
  await context.projects.update({ _id: thread.projectId, ...older }, { $set: { lastChatAt: event.at } })
}
