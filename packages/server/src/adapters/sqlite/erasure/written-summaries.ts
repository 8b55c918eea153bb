import { ThreadChange } from '../events/thread-change.ts'
import { markThread } from '../summaries/mark-thread.ts'
import { type ThreadRow, threadById } from '../threads/thread-row.ts'
import type { ErasurePhase, ErasureRun } from './erasure-run.ts'

const removeWritten = (run: ErasureRun, id: string, threadId: string): void => {
  const { context, at } = run
  context.sql.run('DELETE FROM summaries WHERE id = ?', id)
  const thread = context.sql.get<ThreadRow>(threadById, threadId)
  if (thread === undefined || thread.deleted_at !== null) return
  const change = new ThreadChange(context, thread, at, null)
  change.plan('summary.deleted', { summaryId: id })
  run.changes.push(...change.write())
  markThread(context, threadId, change.at)
}

/** Summaries in others' threads whose text is theirs: they are written anew, by the assistant. */
export const removeWrittenSummaries: ErasurePhase = (run, limit) => {
  const written = run.context.sql.all<{ id: string; thread_id: string }>(
    'SELECT id, thread_id FROM summaries WHERE author_id = ? LIMIT ?',
    run.userId,
    limit,
  )
  for (const { id, thread_id } of written) removeWritten(run, id, thread_id)
  return written.length
}
