import type { SummariseWish, SummaryRecord } from '../../../ports/summary-store.ts'
import type { SummaryRow } from '../models/summary.ts'
import type { MongoReader } from '../mongo-context.ts'
import { toSummaryRecord } from './summary-row.ts'

/** Rows of a thread, in order of their windows. */
export const summariesOf = ({ summaries }: MongoReader, threadId: string): Promise<SummaryRow[]> =>
  summaries.all({ threadId }, { sort: { fromSeq: 1 } })

/** In order of their windows. */
export const listSummaries = async (reader: MongoReader, threadId: string): Promise<SummaryRecord[]> => {
  const thread = await reader.threads.get({ _id: threadId })
  if (thread === null || thread.deletedAt !== null) return []
  return (await summariesOf(reader, threadId)).map(row => toSummaryRecord(row, thread.projectId))
}

export const getSummary = async (reader: MongoReader, id: string): Promise<SummaryRecord | null> => {
  const row = await reader.summaries.get({ _id: id })
  const thread = row === null ? null : await reader.threads.get({ _id: row.threadId })
  return row === null || thread === null ? null : toSummaryRecord(row, thread.projectId)
}

/** The longest waiting first. */
export const threadsToSummarise = async (
  { threads }: MongoReader,
  { limit, after }: { limit: number; after?: string },
): Promise<string[]> => {
  const since = after === undefined ? null : ((await threads.get({ _id: after }))?.summariseAt ?? null)
  const isWaiting = { summariseAt: { $gte: since ?? 0 } }
  // Those of the same time are few: they are passed by here, as a condition on both would not be one range of the index.
  const filter =
    since === null || after === undefined
      ? isWaiting
      : { ...isWaiting, $or: [{ summariseAt: { $gt: since } }, { summariseAt: since, _id: { $gt: after } }] }
  const found = await threads.all(filter, { sort: { summariseAt: 1, _id: 1 }, limit, hint: 'summarise' })
  return found.map(({ _id }) => _id)
}

/** What a thread waits for. */
export const summariseWish = async ({ threads }: MongoReader, threadId: string): Promise<SummariseWish | null> => {
  const thread = await threads.get({ _id: threadId })
  return thread === null || thread.summariseAt === null
    ? null
    : { since: thread.summariseAt, toSeq: thread.summariseTo }
}
