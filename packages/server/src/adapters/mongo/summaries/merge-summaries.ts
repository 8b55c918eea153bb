import type { Commit } from '../../../ports/commit.ts'
import { mergedWindow } from '../../../ports/merged-window.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { MongoContext } from '../mongo-context.ts'
import { insertSummary } from './add-summary.ts'
import { threadFor } from './find-summary.ts'
import { summariesOf } from './summary-reads.ts'
import { toSummary } from './summary-row.ts'

/** One in the place of several. */
export const mergeSummaries = (
  context: MongoContext,
  verb: Parameters<SummaryStore['mergeSummaries']>[0],
): Promise<Commit<{ summaryId: string }>> =>
  once(context, verb, async () => {
    const { id, threadId, replaces, text } = verb
    const thread = await threadFor(context, threadId, null)
    const window = mergedWindow(replaces, (await summariesOf(context, threadId)).map(toSummary))

    const change = new ThreadChange(context, thread, verb.at, null)
    for (const one of replaces) change.plan('summary.deleted', { summaryId: one.id })
    change.plan('summary.changed', { summaryId: id })
    const changes = await change.write()
    await context.summaries.remove({ _id: { $in: replaces.map(one => one.id) } })
    await insertSummary(context, { _id: id, threadId, ...window, text, authorId: null, at: change.at })
    return { value: { summaryId: id }, changes }
  })
