import { CodedError } from '../../../ports/coded-error.ts'
import type { SummaryWindow } from '../../../ports/summary-store.ts'
import type { SummaryRow } from '../models/summary.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findOpenThread, findThread } from '../threads/find-thread.ts'
import { expectUser } from '../users/expect-user.ts'
import { toSummary } from './summary-row.ts'

/**
 * The thread that is written to, its turn taken; the assistant writes in archived ones as well.
 * @throws not_found, deleted, thread_archived
 */
export const threadFor = async (context: MongoContext, threadId: string, userId: string | null): Promise<ThreadRow> => {
  if (userId === null) return await findThread(context, threadId)
  const thread = await findOpenThread(context, threadId)
  await expectUser(context, userId)
  return thread
}

/** A summary that is there, and its thread, whose turn is taken. @throws not_found, deleted, thread_archived */
export const findSummary = async (
  context: MongoContext,
  id: string,
  userId: string | null,
): Promise<{ summary: SummaryRow; thread: ThreadRow }> => {
  const summary = await context.summaries.get({ _id: id })
  if (summary === null) throw new CodedError('not_found')
  return { summary, thread: await threadFor(context, summary.threadId, userId) }
}

/** Refuses a stale write (CV5). @throws conflict with the summary as it is now */
export const expectSummaryVersion = (row: SummaryRow, version: number | undefined): void => {
  if (version !== undefined && version !== row.version) throw new CodedError('conflict', { current: toSummary(row) })
}

/** What a window holds now. */
export const countWindow = async (
  { messages }: MongoContext,
  { threadId, fromSeq, toSeq }: Pick<SummaryWindow, 'threadId' | 'fromSeq' | 'toSeq'>,
): Promise<{ messages: number; versions: number }> => {
  const [now] = await messages.aggregate<{ messages: number; versions: number }>(
    [
      {
        $match: { threadId, supersededBy: { $type: 'null' }, seq: { $gte: fromSeq, $lte: toSeq }, deletedAt: null },
      },
      { $group: { _id: null, messages: { $sum: 1 }, versions: { $sum: '$version' } } },
    ],
    { hint: 'current' },
  )
  return now ?? { messages: 0, versions: 0 }
}

/** The messages that a text was made of are still so. @throws conflict */
export const expectWindow = async (context: MongoContext, window: SummaryWindow): Promise<void> => {
  const { messages, versions } = await countWindow(context, window)
  if (messages !== window.messages || versions !== window.versions) throw new CodedError('conflict')
}
