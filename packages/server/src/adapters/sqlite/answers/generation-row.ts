import type { GenerationState, PageTool } from '@chat-view/protocol'
import type { GenerationRecord } from '../../../ports/generation-store.ts'
import { toParts } from '../messages/message-row.ts'
import type { Sql } from '../sql.ts'

/** A row of `generations` with the project of its thread and the parts that its version holds. */
export interface GenerationRow {
  readonly id: string
  readonly message_id: string
  readonly thread_id: string
  readonly project_id: string
  readonly user_id: string
  readonly version: number
  readonly state: GenerationState
  readonly owner: string
  readonly term: number
  readonly stop_requested: 0 | 1
  readonly continues: 0 | 1
  readonly provider: string
  readonly model: string
  readonly tools: string
  readonly created_at: number
  readonly ended_at: number | null
  readonly parts: string
}

/** The condition of the partial indexes, word for word. */
export const isOpen = "g.state IN ('queued', 'thinking', 'streaming', 'waiting')"

export const selectGeneration = `SELECT g.id, g.message_id, g.thread_id, t.project_id, g.user_id, g.version, g.state,
    g.owner, g.term, g.stop_requested, g.continues, g.provider, g.model, g.tools, g.created_at, g.ended_at, a.parts
  FROM generations g
  JOIN threads t ON t.id = g.thread_id
  JOIN answer_versions a ON a.message_id = g.message_id AND a.number = g.version`

const generationById = `${selectGeneration} WHERE g.id = ?`

/** The parts that were there before a run: its version's, until it ends and changes them. */
export const baseOf = (row: Pick<GenerationRow, 'continues' | 'ended_at' | 'parts'>) =>
  row.continues === 1 && row.ended_at === null ? toParts(row.parts) : []

export const toGenerationRecord = (row: GenerationRow): GenerationRecord => ({
  id: row.id,
  messageId: row.message_id,
  threadId: row.thread_id,
  projectId: row.project_id,
  userId: row.user_id,
  version: row.version,
  state: row.state,
  owner: row.owner,
  term: row.term,
  stopRequested: row.stop_requested === 1,
  base: baseOf(row),
  provider: row.provider,
  model: row.model,
  tools: JSON.parse(row.tools) as PageTool[],
  createdAt: row.created_at,
})

/** One row; undefined when there is none of that id. */
export const generationRow = (sql: Sql, id: string): GenerationRow | undefined =>
  sql.get<GenerationRow>(generationById, id)
