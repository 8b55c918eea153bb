import type { Filter } from 'mongodb'
import type { InviteRecord } from '../../../ports/participant-store.ts'
import type { InviteRow } from '../models/invite.ts'
import type { MongoReader } from '../mongo-context.ts'

/** Those of a thread that let somebody in at a time. */
const standing = (threadId: string, at: number): Filter<InviteRow> => ({
  threadId,
  revokedAt: null,
  expiresAt: { $gt: at },
  $expr: { $or: [{ $eq: ['$maxUses', null] }, { $lt: ['$uses', '$maxUses'] }] },
})

const toInvite = ({ _id, ...row }: InviteRow, projectId: string): InviteRecord => ({
  id: _id,
  threadId: row.threadId,
  projectId,
  role: row.role,
  createdBy: row.createdBy,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
  revokedAt: row.revokedAt,
  uses: row.uses,
  maxUses: row.maxUses,
})

export const getInvite = async (reader: MongoReader, id: string): Promise<InviteRecord | null> => {
  const row = await reader.invites.get({ _id: id })
  const thread = row === null ? null : await reader.threads.get({ _id: row.threadId })
  return row === null || thread === null ? null : toInvite(row, thread.projectId)
}

/** Newest first. */
export const listInvites = async (reader: MongoReader, threadId: string, at: number): Promise<InviteRecord[]> => {
  const thread = await reader.threads.get({ _id: threadId })
  if (thread === null) return []
  const rows = await reader.invites.all(standing(threadId, at), {
    sort: { createdAt: -1, _id: -1 },
    hint: 'of_thread',
  })
  return rows.map(row => toInvite(row, thread.projectId))
}

export const countInvites = async (reader: MongoReader, threadId: string, at: number): Promise<number> =>
  (await reader.invites.all(standing(threadId, at), { hint: 'of_thread' })).length
