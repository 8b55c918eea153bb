import { CodedError } from '../../../ports/coded-error.ts'
import type { SummaryWindow } from '../../../ports/summary-store.ts'
import type { Sql } from '../sql.ts'
import { findOpenThread, findThread } from '../threads/find-thread.ts'
import type { ThreadRow } from '../threads/thread-row.ts'
import { type SummaryRow, selectSummary, toSummary } from './summary-row.ts'

/** The thread that is written to; the assistant writes in archived ones as well. @throws not_found, deleted, thread_archived */
export const threadFor = (sql: Sql, threadId: string, userId: string | null): ThreadRow =>
  userId === null ? findThread(sql, threadId) : findOpenThread(sql, threadId)

/** A summary that is there, and its thread. @throws not_found, deleted, thread_archived */
export const findSummary = (
  sql: Sql,
  id: string,
  userId: string | null,
): { summary: SummaryRow; thread: ThreadRow } => {
  const place = sql.get<{ thread_id: string }>('SELECT thread_id FROM summaries WHERE id = ?', id)
  if (place === undefined) throw new CodedError('not_found')
  const thread = threadFor(sql, place.thread_id, userId)
  const summary = sql.get<SummaryRow>(`${selectSummary} WHERE s.id = ?`, id)
  if (summary === undefined) throw new CodedError('not_found')
  return { summary, thread }
}

/** Refuses a stale write (CV5). @throws conflict with the summary as it is now */
export const expectSummaryVersion = (row: SummaryRow, version: number | undefined): void => {
  if (version !== undefined && version !== row.version) throw new CodedError('conflict', { current: toSummary(row) })
}

type Place = Pick<SummaryWindow, 'threadId' | 'fromSeq' | 'toSeq'>

/** What a window holds now. */
export const countWindow = (sql: Sql, { threadId, fromSeq, toSeq }: Place): { messages: number; versions: number } =>
  sql.get<{ messages: number; versions: number }>(
    `SELECT count(*) AS messages, coalesce(sum(version), 0) AS versions FROM messages
     WHERE thread_id = ? AND seq BETWEEN ? AND ? AND superseded_by IS NULL AND deleted_at IS NULL`,
    threadId,
    fromSeq,
    toSeq,
  ) ?? { messages: 0, versions: 0 }

/** The messages that a text was made of are still so. @throws conflict */
export const expectWindow = (sql: Sql, window: SummaryWindow): void => {
  const now = countWindow(sql, window)
  if (now.messages !== window.messages || now.versions !== window.versions) throw new CodedError('conflict')
}
