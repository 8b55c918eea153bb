import type { ContextRecord } from '@chat-view/protocol'
import type { GenerationRecord } from '../../../ports/generation-store.ts'
import type { Sql } from '../sql.ts'
import { type GenerationRow, generationRow, isOpen, selectGeneration, toGenerationRecord } from './generation-row.ts'

export const getGeneration = (sql: Sql, id: string): GenerationRecord | null => {
  const row = generationRow(sql, id)
  return row === undefined ? null : toGenerationRecord(row)
}

/** Also those of threads that were deleted meanwhile: they still want an end. Oldest first. */
export const openGenerations = (
  sql: Sql,
  { owner, threadId }: { owner?: string; threadId?: string } = {},
): GenerationRecord[] =>
  sql
    .all<GenerationRow>(
      `${selectGeneration} WHERE ${isOpen} AND (?1 IS NULL OR g.owner = ?1) AND (?2 IS NULL OR g.thread_id = ?2)
       ORDER BY g.created_at, g.id`,
      owner ?? null,
      threadId ?? null,
    )
    .map(toGenerationRecord)

export const contextOf = (sql: Sql, id: string): ContextRecord | null => {
  const row = sql.get<{ record: string | null }>('SELECT context_record AS record FROM generations WHERE id = ?', id)
  return row === undefined || row.record === null ? null : (JSON.parse(row.record) as ContextRecord)
}
