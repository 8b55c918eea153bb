import type { GenerationRecord, StartOutcome } from '../../../ports/generation-store.ts'
import type { WriteContext } from '../write-context.ts'
import { generationRow, isOpen, toGenerationRecord } from './generation-row.ts'

/** Told by the index that lets one answer of a thread run. */
const isRunning = "state IN ('thinking', 'streaming', 'waiting')"

/** The compare-and-set before the provider is called. One that is to stop is not begun. */
export const startGeneration = ({ sql }: WriteContext, id: string, term: number, at: number): StartOutcome => {
  const row = sql.get<{ others: number }>(
    `SELECT EXISTS (SELECT 1 FROM generations o WHERE o.thread_id = g.thread_id AND o.${isRunning}) AS others
     FROM generations g WHERE g.id = ? AND g.term = ? AND g.state = 'queued' AND g.stop_requested = 0`,
    id,
    term,
  )
  if (row === undefined) return 'refused'
  if (row.others === 1) return 'waits'
  sql.run("UPDATE generations SET state = 'thinking', started_at = ? WHERE id = ?", at, id)
  return 'started'
}

/** Between the states of a run that has begun. */
export const moveGeneration = (
  { sql }: WriteContext,
  id: string,
  term: number,
  state: 'streaming' | 'waiting',
): boolean =>
  sql.run(`UPDATE generations SET state = ? WHERE id = ? AND term = ? AND ${isRunning}`, state, id, term) === 1

/** Takes a row over. A row with the next term and this owner is the answer to a call whose reply was lost. */
export const raiseTerm = (
  { sql }: WriteContext,
  id: string,
  expected: number,
  owner: string,
): GenerationRecord | null => {
  sql.run(
    `UPDATE generations AS g SET term = ?1 + 1, owner = ?2 WHERE id = ?3 AND term = ?1 AND ${isOpen}`,
    expected,
    owner,
    id,
  )
  const row = generationRow(sql, id)
  const mine = row !== undefined && row.ended_at === null && row.term === expected + 1 && row.owner === owner
  return mine ? toGenerationRecord(row) : null
}
