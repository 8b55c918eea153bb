import type { Mend } from './rule.ts'
import { toldOf } from './run-text.ts'

/** Of two open runs of a message the newer goes on; the other ends as interrupted, with what its version holds. */
export const endRun: Mend = (sql, [id = ''], at) => {
  const held = sql.get<{ parts: string | null }>(
    `SELECT a.parts FROM generations g LEFT JOIN answer_versions a ON a.generation_id = g.id AND a.number = g.version
     WHERE g.id = ?`,
    id,
  )
  const { length, hash } = toldOf(held?.parts ?? '[]')
  sql.run(
    `UPDATE generations SET state = 'interrupted', reason = 'lost', ended_at = max(created_at, ?2), length = ?3,
       hash = ?4 WHERE id = ?1 AND ended_at IS NULL`,
    id,
    at,
    length,
    hash,
  )
}
