import type { Commit } from '../../../ports/commit.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { WriteContext } from '../write-context.ts'
import { expectSummaryVersion, findSummary } from './find-summary.ts'

/** Its messages count for themselves again. */
export const deleteSummary = (
  context: WriteContext,
  verb: Parameters<SummaryStore['deleteSummary']>[0],
): Commit<{ summaryId: string }> =>
  once(context, verb, () => {
    const { id, userId, version } = verb
    const { summary, thread } = findSummary(context.sql, id, userId)
    expectSummaryVersion(summary, version)
    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('summary.deleted', { summaryId: id })
    const changes = change.write()
    context.sql.run('DELETE FROM summaries WHERE id = ?', id)
    return { value: { summaryId: id }, changes }
  })
