import type { PlannedChange } from '../../../ports/planned-change.ts'
import { forgottenText } from '../../../ports/summary-store.ts'
import type { WriteContext } from '../write-context.ts'
import { markThread } from './mark-thread.ts'

interface Touched {
  readonly id: string
  readonly from_seq: number
  readonly stale: 0 | 1
  readonly forgotten: 0 | 1
}

const over = (
  { sql }: WriteContext,
  threadId: string,
  fromSeq: number,
  toSeq: number = Number.MAX_SAFE_INTEGER,
): Touched[] =>
  sql.all<Touched>(
    `SELECT id, from_seq, stale, stale = 1 AND text = ? AS forgotten FROM summaries
     WHERE thread_id = ? AND from_seq <= ? AND to_seq >= ? ORDER BY from_seq`,
    forgottenText,
    threadId,
    toSeq,
    fromSeq,
  )

const makeStale = (
  context: WriteContext,
  change: PlannedChange,
  threadId: string,
  touched: readonly Touched[],
): void => {
  for (const { id, stale } of touched) {
    if (stale === 1) continue
    change.plan('summary.changed', { summaryId: id })
    context.sql.run(
      'UPDATE summaries SET stale = 1, version = version + 1, updated_at = max(updated_at, ?) WHERE id = ?',
      change.at,
      id,
    )
  }
  if (touched.length > 0) markThread(context, threadId, change.at)
}

const remove = (context: WriteContext, change: PlannedChange, threadId: string, gone: readonly Touched[]): void => {
  for (const { id } of gone) {
    change.plan('summary.deleted', { summaryId: id })
    context.sql.run('DELETE FROM summaries WHERE id = ?', id)
  }
  if (gone.length > 0) markThread(context, threadId, change.at)
}

/** A message was deleted: the summaries over it are stale, and say nothing of it until they are written anew (ST8). */
export const forgetInSummaries = (
  context: WriteContext,
  change: PlannedChange,
  threadId: string,
  seq: number,
): void => {
  const touched = over(context, threadId, seq, seq)
  for (const { id, forgotten } of touched) {
    if (forgotten === 1) continue
    change.plan('summary.changed', { summaryId: id })
    context.sql.run(
      'UPDATE summaries SET text = ?, stale = 1, version = version + 1, updated_at = max(updated_at, ?) WHERE id = ?',
      forgottenText,
      change.at,
      id,
    )
  }
  if (touched.length > 0) markThread(context, threadId, change.at)
}

/** A message changed: the summaries over it are stale from now on (AI5). */
export const touchSummaries = (context: WriteContext, change: PlannedChange, threadId: string, seq: number): void =>
  makeStale(context, change, threadId, over(context, threadId, seq, seq))

/** A question changed, and what followed is history: what stood for that alone goes, the summary over it is stale (CV3). */
export const cutSummaries = (context: WriteContext, change: PlannedChange, threadId: string, seq: number): void => {
  const touched = over(context, threadId, seq)
  makeStale(
    context,
    change,
    threadId,
    touched.filter(({ from_seq }) => from_seq <= seq),
  )
  remove(
    context,
    change,
    threadId,
    touched.filter(({ from_seq }) => from_seq > seq),
  )
}

/** A message is taken away for good: what was made of its words goes with it, and is written anew (ST8). */
export const dropSummaries = (context: WriteContext, change: PlannedChange, threadId: string, seq: number): void =>
  remove(context, change, threadId, over(context, threadId, seq, seq))
