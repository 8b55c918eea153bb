import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'
import { expectWindow, threadFor } from './find-summary.ts'

export interface NewSummary {
  readonly id: string
  readonly threadId: string
  readonly fromSeq: number
  readonly toSeq: number
  readonly messages: number
  readonly text: string
  readonly authorId: string | null
  readonly at: number
}

/** The row, current and of version 1. */
export const insertSummary = (sql: Sql, { id, threadId, fromSeq, toSeq, messages, text, authorId, at }: NewSummary) =>
  sql.run(
    `INSERT INTO summaries (id, thread_id, version, from_seq, to_seq, messages, text, author_id, created_at, updated_at)
     VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?8)`,
    id,
    threadId,
    fromSeq,
    toSeq,
    messages,
    text,
    authorId,
    at,
  )

/** Stands for messages that none stood for (AI4). */
export const addSummary = (
  context: WriteContext,
  verb: Parameters<SummaryStore['addSummary']>[0],
): Commit<{ summaryId: string }> =>
  once(context, verb, () => {
    const { sql } = context
    const { id, window, userId, text } = verb
    const { threadId, fromSeq, toSeq, messages } = window
    const thread = threadFor(sql, threadId, userId)
    if (fromSeq < 1 || fromSeq > toSeq || toSeq > thread.seq || messages < 1) throw new CodedError('state_conflict')
    const overlap = sql.get(
      'SELECT 1 FROM summaries WHERE thread_id = ? AND from_seq <= ? AND to_seq >= ? LIMIT 1',
      threadId,
      toSeq,
      fromSeq,
    )
    if (overlap !== undefined) throw new CodedError('state_conflict')
    expectWindow(sql, window)

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('summary.changed', { summaryId: id })
    const changes = change.write()
    insertSummary(sql, { id, threadId, fromSeq, toSeq, messages, text, authorId: userId, at: change.at })
    return { value: { summaryId: id }, changes }
  })
