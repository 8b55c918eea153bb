import type { Mend } from './rule.ts'
import { toldOf } from './run-text.ts'

interface Lost {
  readonly generation_id: string
  readonly parts: string
  readonly created_at: number
  readonly thread_id: string
  readonly owner_id: string
}

/** An answer whose run is gone keeps its text: it gets a run that was interrupted, of which nothing else is known. */
export const restoreRun: Mend = (sql, [messageId = '', number = 0]) => {
  const lost = sql.get<Lost>(
    `SELECT a.generation_id, a.parts, a.created_at, m.thread_id, t.owner_id FROM answer_versions a
     JOIN messages m ON m.id = a.message_id JOIN threads t ON t.id = m.thread_id
     WHERE a.message_id = ? AND a.number = ? AND NOT EXISTS (SELECT 1 FROM generations g WHERE g.id = a.generation_id)`,
    messageId,
    number,
  )
  if (lost === undefined) return
  const { length, hash } = toldOf(lost.parts)
  sql.run(
    `INSERT INTO generations (id, message_id, thread_id, user_id, version, state, owner, term, continues, provider,
       model, created_at, ended_at, reason, length, hash)
     VALUES (?1, ?2, ?3, ?4, ?5, 'interrupted', 'reconciliation', 1, 0, '', '', ?6, ?6, 'lost', ?7, ?8)`,
    lost.generation_id,
    messageId,
    lost.thread_id,
    lost.owner_id,
    number,
    lost.created_at,
    length,
    hash,
  )
}
