import type { WriteContext } from '../write-context.ts'

/** Nothing is theirs any more. Whom an erasure still works on is left to it; what it left behind has its own id. */
const removeIfLone = `DELETE FROM users WHERE id = ?1 AND kind = 'visitor'
    AND NOT EXISTS (SELECT 1 FROM sessions WHERE user_id = ?1)
    AND NOT EXISTS (SELECT 1 FROM members WHERE user_id = ?1)
    AND NOT EXISTS (SELECT 1 FROM threads WHERE owner_id = ?1)
    AND NOT EXISTS (SELECT 1 FROM messages WHERE author_id = ?1)
    AND (erased_at IS NULL OR EXISTS (SELECT 1 FROM erasures WHERE id = ?1))`

/** Forgets those of them who are visitors without session, thread and message: asked of whoever just lost one. */
export const removeLoneVisitors = ({ sql }: WriteContext, userIds: Iterable<string>): number => {
  let removed = 0
  for (const id of new Set(userIds)) removed += sql.run(removeIfLone, id)
  return removed
}
