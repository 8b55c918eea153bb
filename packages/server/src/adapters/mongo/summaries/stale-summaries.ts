import type { PlannedChange } from '../../../ports/planned-change.ts'
import { forgottenText } from '../../../ports/summary-store.ts'
import type { SummaryRow } from '../models/summary.ts'
import type { MongoContext } from '../mongo-context.ts'
import { markThread } from './mark-thread.ts'

const over = (
  { summaries }: MongoContext,
  threadId: string,
  fromSeq: number,
  toSeq: number = Number.MAX_SAFE_INTEGER,
): Promise<SummaryRow[]> =>
  summaries.all({ threadId, fromSeq: { $lte: toSeq }, toSeq: { $gte: fromSeq } }, { sort: { fromSeq: 1 } })

const makeStale = async (
  context: MongoContext,
  change: PlannedChange,
  threadId: string,
  touched: readonly SummaryRow[],
): Promise<void> => {
  for (const { _id, stale } of touched) {
    if (stale) continue
    change.plan('summary.changed', { summaryId: _id })
    await context.summaries.update(
      { _id },
      { $set: { stale: true }, $inc: { version: 1 }, $max: { updatedAt: change.at } },
    )
  }
  if (touched.length > 0) await markThread(context, threadId, change.at)
}

const remove = async (
  context: MongoContext,
  change: PlannedChange,
  threadId: string,
  gone: readonly SummaryRow[],
): Promise<void> => {
  for (const { _id } of gone) change.plan('summary.deleted', { summaryId: _id })
  if (gone.length === 0) return
  await context.summaries.remove({ _id: { $in: gone.map(({ _id }) => _id) } })
  await markThread(context, threadId, change.at)
}

/** A message was deleted: the summaries over it are stale, and say nothing of it until they are written anew (ST8). */
export const forgetInSummaries = async (
  context: MongoContext,
  change: PlannedChange,
  threadId: string,
  seq: number,
): Promise<void> => {
  const touched = await over(context, threadId, seq, seq)
  for (const { _id, stale, text } of touched) {
    if (stale && text === forgottenText) continue
    change.plan('summary.changed', { summaryId: _id })
    await context.summaries.update(
      { _id },
      { $set: { text: forgottenText, stale: true }, $inc: { version: 1 }, $max: { updatedAt: change.at } },
    )
  }
  if (touched.length > 0) await markThread(context, threadId, change.at)
}

/** A message changed: the summaries over it are stale from now on (AI5). */
export const touchSummaries = async (
  context: MongoContext,
  change: PlannedChange,
  threadId: string,
  seq: number,
): Promise<void> => makeStale(context, change, threadId, await over(context, threadId, seq, seq))

/** A question changed, and what followed is history: what stood for that alone goes, the summary over it is stale (CV3). */
export const cutSummaries = async (
  context: MongoContext,
  change: PlannedChange,
  threadId: string,
  seq: number,
): Promise<void> => {
  const touched = await over(context, threadId, seq)
  await makeStale(
    context,
    change,
    threadId,
    touched.filter(({ fromSeq }) => fromSeq <= seq),
  )
  await remove(
    context,
    change,
    threadId,
    touched.filter(({ fromSeq }) => fromSeq > seq),
  )
}

/** A message is taken away for good: what was made of its words goes with it, and is written anew (ST8). */
export const dropSummaries = async (
  context: MongoContext,
  change: PlannedChange,
  threadId: string,
  seq: number,
): Promise<void> => remove(context, change, threadId, await over(context, threadId, seq, seq))
