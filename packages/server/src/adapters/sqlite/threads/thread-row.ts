import type { Thread, ThreadEntry, ThreadRole } from '@chat-view/protocol'
import type { ThreadRecord } from '../../../ports/thread-store.ts'

/** A row of `threads`. */
export interface ThreadRow {
  readonly id: string
  readonly project_id: string
  readonly owner_id: string
  readonly version: number
  readonly seq: number
  readonly purged_seq: number
  readonly notable_seq: number
  readonly title: string | null
  readonly created_at: number
  readonly last_activity_at: number
  readonly archived_at: number | null
  readonly deleted_at: number | null
  readonly message_count: number
  readonly total_tokens: number
}

/** A thread with what one member sees of it. */
export interface EntryRow extends ThreadRow {
  readonly role: ThreadRole
  readonly pinned: 0 | 1
  readonly read_seq: number
  readonly rank: number
  readonly moment: number
}

const own = `t.id, t.project_id, t.owner_id, t.version, t.seq, t.purged_seq, t.notable_seq, t.title, t.created_at,
  t.last_activity_at, t.archived_at, t.deleted_at, t.message_count, t.total_tokens`

export const threadById = `SELECT ${own} FROM threads t WHERE t.id = ?`

/** Members first: a list is a range of their index. */
export const selectEntry = `SELECT ${own}, m.role, m.pinned, m.read_seq, m.rank, m.moment
  FROM members m CROSS JOIN threads t ON t.id = m.thread_id`

export const toThread = (row: ThreadRow): Thread => ({
  id: row.id,
  version: row.version,
  seq: row.seq,
  title: row.title,
  archivedAt: row.archived_at,
  createdAt: row.created_at,
  lastActivityAt: row.last_activity_at,
  messageCount: row.message_count,
  totalTokens: row.total_tokens,
})

export const toThreadRecord = (row: ThreadRow): ThreadRecord => ({
  ...toThread(row),
  projectId: row.project_id,
  ownerId: row.owner_id,
  deletedAt: row.deleted_at,
  purgedSeq: row.purged_seq,
})

export const toThreadEntry = (row: EntryRow): ThreadEntry => ({
  ...toThread(row),
  role: row.role,
  pinned: row.pinned === 1,
  readSeq: row.read_seq,
  unread: row.notable_seq > row.read_seq,
})
