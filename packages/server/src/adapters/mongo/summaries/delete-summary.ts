import type { Commit } from '../../../ports/commit.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { MongoContext } from '../mongo-context.ts'
import { expectSummaryVersion, findSummary } from './find-summary.ts'

/** Its messages count for themselves again. */
export const deleteSummary = (
  context: MongoContext,
  verb: Parameters<SummaryStore['deleteSummary']>[0],
): Promise<Commit<{ summaryId: string }>> =>
  once(context, verb, async () => {
    const { id, userId, version } = verb
    const { summary, thread } = await findSummary(context, id, userId)
    expectSummaryVersion(summary, version)
    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('summary.deleted', { summaryId: id })
    const changes = await change.write()
    await context.summaries.remove({ _id: id })
    return { value: { summaryId: id }, changes }
  })
