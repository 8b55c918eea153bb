import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { MongoContext } from '../mongo-context.ts'
import { countWindow, expectSummaryVersion, expectWindow, findSummary } from './find-summary.ts'

/** Another text: a person's own, or the assistant's of the messages as they are now. */
export const editSummary = (
  context: MongoContext,
  verb: Parameters<SummaryStore['editSummary']>[0],
): Promise<Commit<{ summaryId: string }>> =>
  once(context, verb, async () => {
    const { id, userId, text, version, window } = verb
    const { summary, thread } = await findSummary(context, id, userId)
    expectSummaryVersion(summary, version)
    if (window !== undefined) {
      const { threadId, fromSeq, toSeq } = window
      const isWithin = threadId === thread._id && fromSeq === summary.fromSeq && toSeq <= summary.toSeq
      if (!isWithin || toSeq < fromSeq || window.messages < 1) throw new CodedError('state_conflict')
      await expectWindow(context, window)
    }

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('summary.changed', { summaryId: id })
    const changes = await change.write()
    const { toSeq } = window ?? summary
    const counted = await countWindow(context, { threadId: thread._id, fromSeq: summary.fromSeq, toSeq })
    const messages = Math.max(1, counted.messages)
    await context.summaries.update(
      { _id: id },
      {
        $set: { text, authorId: userId, toSeq, messages, stale: false },
        $inc: { version: 1 },
        $max: { updatedAt: change.at },
      },
    )
    return { value: { summaryId: id }, changes }
  })
