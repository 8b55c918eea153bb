import type { WriteContext } from '../write-context.ts'
import { removeLoneVisitors } from './lone-visitors.ts'

const rememberPlaces = `UPDATE users SET purged_feed_seq = max(purged_feed_seq, f.seq)
  FROM feed f WHERE f.thread_id = ? AND users.id = f.user_id`

/** Removes threads that were deleted before a time and emptied, with their tombstones; and visitors who had nothing else. */
export const purgeThreads = (
  context: WriteContext,
  before: number,
  limit: number,
): { threads: number; visitors: number } => {
  const { sql } = context
  const gone = sql.all<{ id: string; owner_id: string }>(
    `SELECT id, owner_id FROM threads t WHERE deleted_at IS NOT NULL AND emptied = 1 AND deleted_at < ?
       AND NOT EXISTS (SELECT 1 FROM events e WHERE e.thread_id = t.id AND e.kept = 0)
     ORDER BY deleted_at LIMIT ?`,
    before,
    limit,
  )
  let visitors = 0
  for (const { id, owner_id } of gone) {
    const people = sql.all<{ user_id: string }>('SELECT user_id FROM members WHERE thread_id = ?', id)
    sql.run(rememberPlaces, id)
    sql.run('DELETE FROM threads WHERE id = ?', id)
    visitors += removeLoneVisitors(context, [owner_id, ...people.map(({ user_id }) => user_id)])
  }
  return { threads: gone.length, visitors }
}
