import type { Commit } from '../../../ports/commit.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import { markThread } from './mark-thread.ts'

/** A person wants it summarised up to there. */
export const askToSummarise = (
  context: MongoContext,
  verb: Parameters<SummaryStore['askToSummarise']>[0],
): Promise<Commit<{ threadId: string }>> =>
  once(context, verb, async () => {
    const { threadId, toSeq, at } = verb
    await findOpenThread(context, threadId)
    await markThread(context, threadId, at)
    await context.threads.update({ _id: threadId }, { $max: { summariseTo: toSeq } })
    return { value: { threadId }, changes: [] }
  })

/** It was looked at, as it was then. */
export const summariseDone = async (
  { threads }: MongoContext,
  { threadId, asOfSeq }: Parameters<SummaryStore['summariseDone']>[0],
): Promise<void> => {
  await threads.update({ _id: threadId, seq: { $lte: asOfSeq } }, { $set: { summariseAt: null, summariseTo: null } })
}
