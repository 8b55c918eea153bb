import type { Thread, ThreadEntry } from '@chat-view/protocol'
import type { ThreadRecord } from '../../../ports/thread-store.ts'
import type { MemberRow } from '../models/member.ts'
import type { ThreadRow } from '../models/thread.ts'

export const toThread = (row: ThreadRow): Thread => ({
  id: row._id,
  version: row.version,
  seq: row.seq,
  title: row.title,
  archivedAt: row.archivedAt,
  createdAt: row.createdAt,
  lastActivityAt: row.lastActivityAt,
  messageCount: row.messageCount,
  totalTokens: row.totalTokens,
})

export const toThreadRecord = (row: ThreadRow): ThreadRecord => ({
  ...toThread(row),
  projectId: row.projectId,
  ownerId: row.ownerId,
  deletedAt: row.deletedAt,
  purgedSeq: row.purgedSeq,
})

/** A thread with what one member sees of it. */
export const toThreadEntry = (row: ThreadRow, member: MemberRow): ThreadEntry => ({
  ...toThread(row),
  role: member.role,
  pinned: member.pinned,
  readSeq: member.readSeq,
  unread: row.notableSeq > member.readSeq,
})
