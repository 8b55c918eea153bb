import type { UsageSums, UsageTotal } from '@chat-view/protocol'
import type { Document } from 'mongodb'
import type { CallRecord, UsageQuery, UsageStore } from '../../../ports/usage-store.ts'
import { type CallRow, isNamed } from '../models/call.ts'
import type { MongoReader } from '../mongo-context.ts'

const toCall = ({ _id, ...row }: CallRow): CallRecord => ({ id: _id, ...row })

const zero: UsageSums = { calls: 0, input: 0, output: 0, cached: 0, cost: 0, estimated: 0 }

const sums = {
  calls: { $sum: 1 },
  input: { $sum: '$input' },
  output: { $sum: '$output' },
  cached: { $sum: '$cached' },
  cost: { $sum: '$cost' },
  estimated: { $sum: { $cond: ['$estimated', 1, 0] } },
}

// A user's calls are found by the user: they are fewer than those of the project.
const within = ({ projectId, userId, from, until }: UsageQuery): Document => {
  const at = { $gte: from, $lt: until }
  return userId === undefined ? { projectId, at } : { userId: { $eq: userId, ...isNamed }, at, projectId }
}

/** What the calls of a time add up to. */
export const usageSums = async ({ calls }: MongoReader, query: UsageQuery): Promise<UsageSums> => {
  const pipeline = [{ $match: within(query) }, { $group: { _id: null, ...sums } }, { $project: { _id: 0 } }]
  const [row] = await calls.aggregate<UsageSums>(pipeline)
  return { ...zero, ...row }
}

/** Lines of one table. */
const most = 1_000

type Totals = Parameters<UsageStore['usageTotals']>[0]

const keys = { user: { $ifNull: ['$userId', ''] }, model: '$model', purpose: '$purpose' } as const

/** Lines of a table, each of them the sums of its calls. */
export const usageTotals = async (reader: MongoReader, query: Totals): Promise<UsageTotal[]> => {
  const { by, days, ...rest } = query
  if (by === 'day') {
    const lines: UsageTotal[] = []
    for (const [n, { key, from }] of days.entries()) {
      const until = Math.min(days[n + 1]?.from ?? rest.until, rest.until)
      const line = await usageSums(reader, { ...rest, from: Math.max(from, rest.from), until })
      if (line.calls > 0) lines.push({ key, ...line })
    }
    return lines
  }
  return await reader.calls.aggregate<UsageTotal>([
    { $match: within(rest) },
    { $group: { _id: keys[by], ...sums } },
    // The dearest alone are kept: nothing is sorted that is not given.
    { $group: { _id: null, lines: { $topN: { n: most, sortBy: { cost: -1, _id: 1 }, output: '$$ROOT' } } } },
    { $unwind: '$lines' },
    { $replaceRoot: { newRoot: '$lines' } },
    { $project: { _id: 0, key: '$_id', calls: 1, input: 1, output: 1, cached: 1, cost: 1, estimated: 1 } },
  ])
}

/** The calls of one answer, in their order. */
export const callsOf = async ({ calls }: MongoReader, generationId: string): Promise<CallRecord[]> => {
  const found = await calls.all({ generationId: { $eq: generationId, ...isNamed } }, { sort: { _id: 1 } })
  return found.map(toCall)
}

/** The newest call in a thread: by it the next one is estimated. */
export const lastCallOf = async ({ calls }: MongoReader, threadId: string): Promise<CallRecord | null> => {
  const row = await calls.get({ threadId: { $eq: threadId, ...isNamed } }, { sort: { at: -1 } })
  return row === null ? null : toCall(row)
}
