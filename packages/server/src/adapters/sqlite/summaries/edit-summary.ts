import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { WriteContext } from '../write-context.ts'
import { countWindow, expectSummaryVersion, expectWindow, findSummary } from './find-summary.ts'

/** Another text: a person's own, or the assistant's of the messages as they are now. */
export const editSummary = (
  context: WriteContext,
  verb: Parameters<SummaryStore['editSummary']>[0],
): Commit<{ summaryId: string }> =>
  once(context, verb, () => {
    const { sql } = context
    const { id, userId, text, version, window } = verb
    const { summary, thread } = findSummary(sql, id, userId)
    expectSummaryVersion(summary, version)
    if (window !== undefined) {
      const { threadId, fromSeq, toSeq } = window
      const isWithin = threadId === thread.id && fromSeq === summary.from_seq && toSeq <= summary.to_seq
      if (!isWithin || toSeq < fromSeq || window.messages < 1) throw new CodedError('state_conflict')
      expectWindow(sql, window)
    }

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('summary.changed', { summaryId: id })
    const changes = change.write()
    const toSeq = window?.toSeq ?? summary.to_seq
    sql.run(
      `UPDATE summaries SET text = ?, author_id = ?, to_seq = ?, messages = ?, stale = 0, version = version + 1,
         updated_at = max(updated_at, ?) WHERE id = ?`,
      text,
      userId,
      toSeq,
      Math.max(1, countWindow(sql, { threadId: thread.id, fromSeq: summary.from_seq, toSeq }).messages),
      change.at,
      id,
    )
    return { value: { summaryId: id }, changes }
  })
