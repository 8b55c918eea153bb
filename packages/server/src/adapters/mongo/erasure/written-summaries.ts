import type { Change } from '../../../ports/commit.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { SummaryRow } from '../models/summary.ts'
import type { MongoContext } from '../mongo-context.ts'
import { markThread } from '../summaries/mark-thread.ts'
import { takeThread } from '../threads/find-thread.ts'
import type { ErasurePhase } from './erasure-run.ts'

const removeWritten = async (
  context: MongoContext,
  { _id, threadId }: SummaryRow,
  at: number,
): Promise<readonly Change[]> => {
  const thread = await takeThread(context, threadId)
  await context.summaries.remove({ _id })
  if (thread === null || thread.deletedAt !== null) return []
  const change = new ThreadChange(context, thread, at, null)
  change.plan('summary.deleted', { summaryId: _id })
  await markThread(context, threadId, change.at)
  return await change.write()
}

/** Summaries in others' threads whose text is theirs: they are written anew, by the assistant. */
export const removeWrittenSummaries: ErasurePhase = async (run, limit) => {
  const { units, userId, at } = run
  const written = await units.alone(({ summaries }) => summaries.all({ authorId: userId }, { limit }))
  for (const row of written)
    run.changes.push(...(await units.inThread(row.threadId, context => removeWritten(context, row, at))))
  return written.length
}
