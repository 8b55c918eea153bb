import type { FeedEvent, ThreadEventType } from '@chat-view/protocol'
import type { StoredEvent } from '../../../ports/event-store.ts'
import type { Sql } from '../sql.ts'
import { findEntry } from '../threads/find-thread.ts'

interface EventRow {
  readonly thread_id: string
  readonly seq: number
  readonly type: ThreadEventType
  readonly at: number
  readonly actor_id: string | null
  readonly message_id: string | null
  readonly generation_id: string | null
  readonly message_ids: string | null
  readonly summary_id: string | null
}

const toStoredEvent = (row: EventRow): StoredEvent => ({
  threadId: row.thread_id,
  seq: row.seq,
  type: row.type,
  at: row.at,
  actorId: row.actor_id,
  messageId: row.message_id,
  generationId: row.generation_id,
  messageIds: row.message_ids === null ? [] : (JSON.parse(row.message_ids) as string[]),
  summaryId: row.summary_id,
})

export const eventsAfter = (sql: Sql, threadId: string, afterSeq: number, limit: number): StoredEvent[] =>
  sql
    .all<EventRow>(
      `SELECT thread_id, seq, type, at, actor_id, message_id, generation_id, message_ids, summary_id
       FROM events
       WHERE thread_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
      threadId,
      afterSeq,
      limit,
    )
    .map(toStoredEvent)

/** Also of deleted threads: the tombstone is news. */
export const seqsOf = (sql: Sql, threadIds: readonly string[]): Map<string, number> => {
  const seqs = new Map<string, number>()
  for (const id of threadIds) {
    const row = sql.get<{ seq: number }>('SELECT seq FROM threads WHERE id = ?', id)
    if (row !== undefined) seqs.set(id, row.seq)
  }
  return seqs
}

export const feedAfter = (sql: Sql, userId: string, afterSeq: number, limit: number): FeedEvent[] =>
  sql.snapshot(() =>
    sql
      .all<{ seq: number; thread_id: string; at: number }>(
        'SELECT seq, thread_id, at FROM feed WHERE user_id = ? AND seq > ? ORDER BY seq LIMIT ?',
        userId,
        afterSeq,
        limit,
      )
      .map(({ seq, thread_id, at }): FeedEvent => {
        const thread = findEntry(sql, thread_id, userId)
        return thread === null
          ? { seq, at, type: 'thread.gone', threadId: thread_id }
          : { seq, at, type: 'thread.changed', thread }
      }),
  )

export const feedSeq = (sql: Sql, userId: string): number =>
  sql.get<{ seq: number }>('SELECT feed_seq AS seq FROM users WHERE id = ?', userId)?.seq ?? 0

export const feedSeqsOf = (sql: Sql, userIds: readonly string[]): Map<string, number> => {
  const seqs = new Map<string, number>()
  for (const id of userIds) {
    const row = sql.get<{ seq: number }>('SELECT feed_seq AS seq FROM users WHERE id = ?', id)
    if (row !== undefined) seqs.set(id, row.seq)
  }
  return seqs
}

export const purgedFeedSeq = (sql: Sql, userId: string): number =>
  sql.get<{ seq: number }>('SELECT purged_feed_seq AS seq FROM users WHERE id = ?', userId)?.seq ?? 0
