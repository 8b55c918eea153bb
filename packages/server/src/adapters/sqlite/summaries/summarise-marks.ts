import type { Commit } from '../../../ports/commit.ts'
import type { SummaryStore } from '../../../ports/summary-store.ts'
import { once } from '../commands/known-commands.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import type { WriteContext } from '../write-context.ts'
import { markThread } from './mark-thread.ts'

/** A person wants it summarised up to there. */
export const askToSummarise = (
  context: WriteContext,
  verb: Parameters<SummaryStore['askToSummarise']>[0],
): Commit<{ threadId: string }> =>
  once(context, verb, () => {
    const { threadId, toSeq, at } = verb
    findOpenThread(context.sql, threadId)
    markThread(context, threadId, at)
    context.sql.run('UPDATE threads SET summarise_to = max(coalesce(summarise_to, 1), ?) WHERE id = ?', toSeq, threadId)
    return { value: { threadId }, changes: [] }
  })

/** It was looked at, as it was then. */
export const summariseDone = (
  { sql }: WriteContext,
  { threadId, asOfSeq }: Parameters<SummaryStore['summariseDone']>[0],
): void => {
  sql.run('UPDATE threads SET summarise_at = NULL, summarise_to = NULL WHERE id = ? AND seq <= ?', threadId, asOfSeq)
}
