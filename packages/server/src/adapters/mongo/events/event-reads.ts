import type { FeedEvent } from '@chat-view/protocol'
import type { StoredEvent } from '../../../ports/event-store.ts'
import type { EventRow } from '../models/event.ts'
import type { MongoReader } from '../mongo-context.ts'
import { findEntries } from '../threads/thread-reads.ts'

const toStoredEvent = (row: EventRow): StoredEvent => ({
  threadId: row.threadId,
  seq: row.seq,
  type: row.type,
  at: row.at,
  actorId: row.actorId,
  messageId: row.messageId,
  generationId: row.generationId,
  messageIds: row.messageIds,
  summaryId: row.summaryId,
})

export const eventsAfter = async (
  reader: MongoReader,
  threadId: string,
  afterSeq: number,
  limit: number,
): Promise<StoredEvent[]> => {
  const rows = await reader.events.all({ threadId, seq: { $gt: afterSeq } }, { sort: { seq: 1 }, limit })
  return rows.map(toStoredEvent)
}

/** Also of deleted threads: the tombstone is news. */
export const seqsOf = async (reader: MongoReader, threadIds: readonly string[]): Promise<Map<string, number>> => {
  const rows = await reader.threads.all({ _id: { $in: [...threadIds] } })
  const seqs = new Map(rows.map(({ _id, seq }) => [_id, seq]))
  return new Map(threadIds.flatMap(id => (seqs.has(id) ? [[id, seqs.get(id) as number] as const] : [])))
}

export const feedAfter = async (
  reader: MongoReader,
  userId: string,
  afterSeq: number,
  limit: number,
): Promise<FeedEvent[]> => {
  const rows = await reader.feed.all({ userId, seq: { $gt: afterSeq } }, { sort: { seq: 1 }, limit })
  const entries = await findEntries(
    reader,
    userId,
    rows.map(({ threadId }) => threadId),
  )
  return rows.map(({ seq, at, threadId }): FeedEvent => {
    const thread = entries.get(threadId)
    return thread === undefined
      ? { seq, at, type: 'thread.gone', threadId }
      : { seq, at, type: 'thread.changed', thread }
  })
}

export const feedSeq = async (reader: MongoReader, userId: string): Promise<number> =>
  (await reader.users.get({ _id: userId }))?.feedSeq ?? 0

export const feedSeqsOf = async (reader: MongoReader, userIds: readonly string[]): Promise<Map<string, number>> => {
  const rows = await reader.users.all({ _id: { $in: [...userIds] } })
  return new Map(rows.map(({ _id, feedSeq: seq }) => [_id, seq]))
}

export const purgedFeedSeq = async (reader: MongoReader, userId: string): Promise<number> =>
  (await reader.users.get({ _id: userId }))?.purgedFeedSeq ?? 0
