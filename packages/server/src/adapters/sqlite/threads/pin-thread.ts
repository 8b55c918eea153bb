import { enqueue } from '../outbox/enqueue.ts'
import type { WriteContext } from '../write-context.ts'
import { findMember } from './find-thread.ts'

interface Pin {
  readonly threadId: string
  readonly userId: string
  readonly pinned: boolean
  readonly seq: number
  readonly at: number
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
  enqueue(context, { moment, threadId, seq, at, userId }, ['feeds'])
}

/** How long a walk through a list can take before its pins are taken as they are: a day. */
const walk = 86_400_000

/** Forgets pins that later ones have replaced, once no walk can ask for them. */
export const purgePins = ({ sql }: WriteContext, at: number): number =>
  sql.run(
    `DELETE FROM pins WHERE at <= ?1 AND EXISTS (
       SELECT 1 FROM pins later WHERE later.thread_id = pins.thread_id AND later.user_id = pins.user_id
         AND later.moment > pins.moment AND later.at <= ?1)`,
    at - walk,
  )
