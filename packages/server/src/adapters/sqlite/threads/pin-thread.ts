import { enqueueOwn } from '../outbox/enqueue.ts'
import type { WriteContext } from '../write-context.ts'
import { findMember } from './find-thread.ts'

interface Pin {
  readonly threadId: string
  readonly userId: string
  readonly pinned: boolean
  readonly seq: number
  readonly at: number
}

/** How long a walk through a list can take before pins are taken as they are: a day. */
const walk = 86_400_000

/** Forgets the member's pins that later ones had replaced before any walk of today began. */
const forgetPins = ({ sql }: WriteContext, threadId: string, userId: string, at: number): void => {
  sql.run(
    `DELETE FROM pins WHERE thread_id = ?1 AND user_id = ?2 AND moment <
       (SELECT max(moment) FROM pins WHERE thread_id = ?1 AND user_id = ?2 AND at <= ?3)`,
    threadId,
    userId,
    at - walk,
  )
}

/** Pins are remembered with their moment, so that a walk that began earlier still finds the thread where it was (ST5). */
export const pinThread = (context: WriteContext, { threadId, userId, pinned, seq, at }: Pin): void => {
  const { sql } = context
  if ((findMember(sql, threadId, userId).pinned === 1) === pinned) return
  const moment = context.nextMoment()
  const flag = pinned ? 1 : 0
  sql.run(
    'UPDATE members SET pinned = ?, moment = ? WHERE thread_id = ? AND user_id = ?',
    flag,
    moment,
    threadId,
    userId,
  )
  sql.run(
    'INSERT INTO pins (thread_id, user_id, moment, pinned, at) VALUES (?, ?, ?, ?, ?)',
    threadId,
    userId,
    moment,
    flag,
    at,
  )
  forgetPins(context, threadId, userId, at)
  enqueueOwn(context, { moment, threadId, seq, at, userId })
}
