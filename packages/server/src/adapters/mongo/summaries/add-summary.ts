import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { SummaryRow } from '../models/summary.ts'
import type { MongoContext } from '../mongo-context.ts'
import { expectWindow, threadFor } from './find-summary.ts'

/** The row, current and of version 1. */
export const insertSummary = (
  { summaries }: MongoContext,
  { at, ...row }: Omit<SummaryRow, 'version' | 'stale' | 'createdAt' | 'updatedAt'> & { readonly at: number },
): Promise<void> => summaries.insert({ ...row, version: 1, stale: false, createdAt: at, updatedAt: at })

/** Stands for messages that none stood for (AI4). */
export const addSummary = (
  context: MongoContext,
  verb: Parameters<SummaryStore['addSummary']>[0],
): Promise<Commit<{ summaryId: string }>> =>
  once(context, verb, async () => {
    const { id, window, userId, text } = verb
    const { threadId, fromSeq, toSeq, messages } = window
    const thread = await threadFor(context, threadId, userId)
    if (fromSeq < 1 || fromSeq > toSeq || toSeq > thread.seq || messages < 1) throw new CodedError('state_conflict')
    const overlap = await context.summaries.get({ threadId, fromSeq: { $lte: toSeq }, toSeq: { $gte: fromSeq } })
    if (overlap !== null) throw new CodedError('state_conflict')
    await expectWindow(context, window)

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('summary.changed', { summaryId: id })
    const changes = await change.write()
    await insertSummary(context, { _id: id, threadId, fromSeq, toSeq, messages, text, authorId: userId, at: change.at })
    return { value: { summaryId: id }, changes }
  })
