import { CodedError } from '../../../ports/coded-error.ts'
import type { ErasureStep, ErasureStore } from '../../../ports/erasure-store.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'
import { erasureRow, toErasureRecord } from './erasure-row.ts'
import type { ErasurePhase, ErasureRun } from './erasure-run.ts'
import { forgetActors } from './forget-actors.ts'
import { deleteOwnedThreads, emptyOwnedThreads, leaveTombstones } from './owned-threads.ts'
import { dropDeliveries, dropSessions, forgetRows, leaveThreads } from './traces.ts'
import { emptyWrittenMessages } from './written-messages.ts'
import { removeWrittenSummaries } from './written-summaries.ts'

/** In this order: a thread is empty before its author is looked for, and who left hears of nothing more. */
const phases: readonly ErasurePhase[] = [
  dropSessions,
  deleteOwnedThreads,
  emptyOwnedThreads,
  emptyWrittenMessages,
  removeWrittenSummaries,
  leaveThreads,
  dropDeliveries,
  ...forgetRows,
  leaveTombstones,
]

/** The user and the visitors who became them: who wrote before is called by another id in some rows. */
const peopleOf = (sql: Sql, userId: string): string[] => [
  userId,
  ...sql.all<{ id: string }>('SELECT id FROM users WHERE merged_into = ?', userId).map(({ id }) => id),
]

/** True when each phase found less than it might take: in this very transaction, so that nothing can have come after. */
const eraseRows = (run: ErasureRun, people: readonly string[], limit: number): boolean => {
  let left = limit
  for (const userId of people)
    for (const phase of phases) {
      left -= phase({ ...run, userId }, left)
      if (left <= 0) return false
    }
  return forgetActors(run.context, run.id, people, left)
}

/** Takes up to so many rows; with the last of them the user goes too. */
export const eraseSlice = (
  context: WriteContext,
  { id, at, limit }: Parameters<ErasureStore['eraseSlice']>[0],
): ErasureStep => {
  const { sql } = context
  const row = erasureRow(sql, id)
  if (row === undefined) throw new CodedError('not_found')
  const { user_id: userId, project_id: projectId } = row
  const out = { changes: [], sessions: [], stopping: [], generations: [] }
  if (userId === null) return { ...out, erasure: toErasureRecord(row) }

  const counts = { threads: 0, messages: 0 }
  const run: ErasureRun = { ...out, context, id, userId, projectId, at, counts }
  const done = eraseRows(run, peopleOf(sql, userId), limit)
  sql.run(
    'UPDATE erasures SET threads = threads + ?, messages = messages + ? WHERE id = ?',
    counts.threads,
    counts.messages,
    id,
  )
  if (done) {
    sql.run('DELETE FROM users WHERE id = ?', userId)
    sql.run('UPDATE erasures SET user_id = NULL WHERE id = ?', id)
  }
  return { ...out, erasure: toErasureRecord(erasureRow(sql, id) ?? row) }
}
