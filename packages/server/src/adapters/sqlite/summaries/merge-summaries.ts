import type { Commit } from '../../../ports/commit.ts'
import { mergedWindow } from '../../../ports/merged-window.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { WriteContext } from '../write-context.ts'
import { insertSummary } from './add-summary.ts'
import { threadFor } from './find-summary.ts'
import { listSummaries } from './summary-reads.ts'

/** One in the place of several. */
export const mergeSummaries = (
  context: WriteContext,
  verb: Parameters<SummaryStore['mergeSummaries']>[0],
): Commit<{ summaryId: string }> =>
  once(context, verb, () => {
    const { sql } = context
    const { id, threadId, replaces, text } = verb
    const thread = threadFor(sql, threadId, null)
    const window = mergedWindow(replaces, listSummaries(sql, threadId))

    const change = new ThreadChange(context, thread, verb.at, null)
    for (const one of replaces) change.plan('summary.deleted', { summaryId: one.id })
    change.plan('summary.changed', { summaryId: id })
    const changes = change.write()
    for (const one of replaces) sql.run('DELETE FROM summaries WHERE id = ?', one.id)
    insertSummary(sql, { id, threadId, ...window, text, authorId: null, at: change.at })
    return { value: { summaryId: id }, changes }
  })
