import type { WriteContext } from '../write-context.ts'

/** A commit that subscribers are to hear of. */
export interface Outgoing {
  readonly moment: number
  readonly threadId: string
  readonly seq: number
  readonly at: number
  /** A change that is one user's own: a pin, a read mark. */
  readonly userId?: string
}

export type Subscriber = 'feeds' | 'activity'

/**
 * A row for each subscriber (ST7). Today's take the state as it is and not each step to it, so a commit's last event
 * stands for all of them. The row is due at once when none of its thread waits before it.
 */
export const enqueue = ({ sql }: WriteContext, outgoing: Outgoing, subscribers: readonly Subscriber[]): void => {
  const { moment, threadId, seq, at, userId } = outgoing
  for (const subscriber of subscribers)
    sql.run(
      `INSERT INTO outbox (moment, subscriber, thread_id, seq, at, user_id, due_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6,
         CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE thread_id = ?3 AND subscriber = ?2) THEN NULL ELSE 0 END`,
      moment,
      subscriber,
      threadId,
      seq,
      at,
      userId ?? null,
    )
}
