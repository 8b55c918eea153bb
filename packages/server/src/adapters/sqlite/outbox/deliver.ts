import type { Delivery } from '../../../ports/outbox-store.ts'
import type { WriteContext } from '../write-context.ts'
import { completeDelivery, deliveryKey } from './deliveries.ts'

/** One row a user and thread: what a feed says is "look at this thread", and the newest place says it for all. */
const writeFeed = (
  { sql }: WriteContext,
  userId: string,
  threadId: string,
  moment: number,
  at: number,
): number | null => {
  const known = sql.get<{ moment: number }>(
    'SELECT moment FROM feed WHERE user_id = ? AND thread_id = ?',
    userId,
    threadId,
  )
  if (known !== undefined && known.moment >= moment) return null
  const user = sql.change<{ seq: number }>(
    'UPDATE users SET feed_seq = feed_seq + 1 WHERE id = ? RETURNING feed_seq AS seq',
    userId,
  )
  if (user === undefined) return null
  sql.run(
    `INSERT INTO feed (user_id, seq, thread_id, moment, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (user_id, thread_id) DO UPDATE SET seq = excluded.seq, moment = excluded.moment, at = excluded.at`,
    userId,
    user.seq,
    threadId,
    moment,
    at,
  )
  return user.seq
}

/** A change that is one user's own is theirs to hear, even where they are no member any more. */
const concerned = ({ sql }: WriteContext, threadId: string, userId: string | null): readonly string[] =>
  userId === null
    ? sql
        .all<{ user_id: string }>('SELECT user_id FROM members WHERE thread_id = ? ORDER BY user_id', threadId)
        .map(({ user_id }) => user_id)
    : [userId]

/** Brings a change into the feeds of all members, or of the one whose own it is; again it changes nothing (ST7). */
export const deliverToFeeds = (context: WriteContext, delivery: Delivery): { userId: string; seq: number }[] => {
  const { threadId, subscriber, moment } = deliveryKey(delivery.id)
  const row = context.sql.get<{ user_id: string | null }>(
    'SELECT user_id FROM outbox WHERE thread_id = ? AND subscriber = ? AND moment = ?',
    threadId,
    subscriber,
    moment,
  )
  if (row === undefined) return []
  const moved: { userId: string; seq: number }[] = []
  for (const userId of concerned(context, threadId, row.user_id)) {
    const seq = writeFeed(context, userId, threadId, moment, delivery.event.at)
    if (seq !== null) moved.push({ userId, seq })
  }
  completeDelivery(context, delivery.id)
  return moved
}

/** A project's latest chat: a maximum, so again and out of order change nothing (ST7). */
export const deliverActivity = (context: WriteContext, { id, event }: Delivery): void => {
  context.sql.run(
    `UPDATE projects SET last_chat_at = max(coalesce(last_chat_at, 0), ?1)
     WHERE id = (SELECT project_id FROM threads WHERE id = ?2)`,
    event.at,
    event.threadId,
  )
  completeDelivery(context, id)
}
