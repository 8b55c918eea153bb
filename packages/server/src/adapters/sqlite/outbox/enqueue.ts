import { hearers } from '../../../ports/outbox-hearers.ts'
import type { Interest, Subscriber } from '../../../ports/outbox-store.ts'
import type { WriteContext } from '../write-context.ts'

/** A commit that subscribers are to hear of. */
export interface Outgoing {
  readonly moment: number
  readonly threadId: string
  readonly seq: number
  /** The first of the commit's events. */
  readonly firstSeq: number
  readonly at: number
}

/** What is one user's own: a pin, a read mark, that they have left. */
export interface OwnChange extends Omit<Outgoing, 'moment' | 'firstSeq'> {
  readonly userId: string
  /** Where the change has a moment already; otherwise it takes the next. */
  readonly moment?: number
}

/** The row is due at once when none of its thread and subscriber waits before it. */
const insert = (
  { sql }: WriteContext,
  outgoing: Omit<Outgoing, 'firstSeq'>,
  subscriber: Subscriber,
  userId: string | null,
): void => {
  sql.run(
    `INSERT INTO outbox (moment, subscriber, thread_id, seq, at, user_id, due_at)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6,
       CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE thread_id = ?3 AND subscriber = ?2) THEN NULL ELSE 0 END`,
    outgoing.moment,
    subscriber,
    outgoing.threadId,
    outgoing.seq,
    outgoing.at,
    userId,
  )
}

/** Webhooks want every event, and a row where the project has one that is on. */
const insertForWebhooks = ({ sql }: WriteContext, { moment, threadId, seq, firstSeq, at }: Outgoing): void => {
  sql.run(
    `INSERT INTO outbox (moment, subscriber, thread_id, seq, first_seq, at, due_at)
     SELECT ?1, 'webhooks', ?2, ?3, ?4, ?5,
       CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE thread_id = ?2 AND subscriber = 'webhooks') THEN NULL ELSE 0 END
     WHERE EXISTS (SELECT 1 FROM webhooks
       WHERE project_id = (SELECT project_id FROM threads WHERE id = ?2) AND enabled = 1)`,
    moment,
    threadId,
    seq,
    firstSeq,
    at,
  )
}

/**
 * A row for each subscriber (ST7). Most take the state as it is and not each step to it, so a commit's last event
 * stands for all of them; webhooks are told the first as well.
 */
export const enqueue = (context: WriteContext, outgoing: Outgoing, kind: Interest): void => {
  for (const subscriber of hearers[kind])
    if (subscriber === 'webhooks') insertForWebhooks(context, outgoing)
    else insert(context, outgoing, subscriber, null)
}

/** For that user's feed alone, also when they have no part in the thread any more. */
export const enqueueOwn = (context: WriteContext, { userId, ...change }: OwnChange): void =>
  insert(context, { ...change, moment: change.moment ?? context.nextMoment() }, 'feeds', userId)
