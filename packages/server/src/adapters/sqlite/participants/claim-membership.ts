import type { ThreadRole } from '@chat-view/protocol'
import { higherRole } from '../../../ports/role-rank.ts'
import type { ThreadRow } from '../threads/thread-row.ts'
import type { WriteContext } from '../write-context.ts'

/** Who becomes whom. */
export interface Claim {
  readonly visitorId: string
  readonly userId: string
  readonly at: number
}

interface MemberRow {
  readonly role: ThreadRole
  readonly pinned: 0 | 1
}

/** Pins of a walk that began earlier (ST5): the user's own where they had a part, else those of the visitor. */
const movePins = (
  { sql }: WriteContext,
  threadId: string,
  { visitorId, userId, at }: Claim,
  pinnedAt: number | null,
) => {
  if (pinnedAt === null)
    sql.run('UPDATE pins SET user_id = ? WHERE thread_id = ? AND user_id = ?', userId, threadId, visitorId)
  else
    sql.run(
      `INSERT INTO pins (thread_id, user_id, moment, pinned, at) SELECT thread_id, user_id, ?, pinned, ? FROM members
       WHERE thread_id = ? AND user_id = ?`,
      pinnedAt,
      at,
      threadId,
      userId,
    )
}

/** The visitor's part in a thread becomes the user's; where both have one, the higher role and the further mark stay. */
export const claimMembership = (context: WriteContext, { id }: ThreadRow, claim: Claim): void => {
  const { sql } = context
  const { visitorId, userId } = claim
  const memberOf = (user: string) =>
    sql.get<MemberRow>('SELECT role, pinned FROM members WHERE thread_id = ? AND user_id = ?', id, user)
  const [theirs, own] = [memberOf(visitorId), memberOf(userId)]
  if (theirs === undefined) return
  const moment = context.nextMoment()
  // As a viewer first: a thread has one owner at any time.
  sql.run(
    `INSERT INTO members (thread_id, user_id, role, since, read_seq, list, pinned, activity_at, moment)
     SELECT thread_id, ?1, 'viewer', since, read_seq, list, pinned, activity_at, ?2 FROM members
     WHERE thread_id = ?3 AND user_id = ?4
     ON CONFLICT (thread_id, user_id) DO UPDATE SET since = min(since, excluded.since), moment = excluded.moment,
       read_seq = max(read_seq, excluded.read_seq), pinned = max(pinned, excluded.pinned)`,
    userId,
    moment,
    id,
    visitorId,
  )
  movePins(context, id, claim, own === undefined ? null : moment)
  sql.run('DELETE FROM members WHERE thread_id = ? AND user_id = ?', id, visitorId)
  const role = higherRole(theirs.role, own?.role ?? null)
  sql.run('UPDATE members SET role = ? WHERE thread_id = ? AND user_id = ?', role, id, userId)
  sql.run('UPDATE threads SET owner_id = ? WHERE id = ? AND owner_id = ?', userId, id, visitorId)
}
