import type { Participant, ThreadEntry, ThreadRole } from '@chat-view/protocol'
import type { ThreadRecord } from '../../../ports/thread-store.ts'
import type { MongoReader } from '../mongo-context.ts'
import { toThreadEntry, toThreadRecord } from './thread-row.ts'

export const getThread = async (reader: MongoReader, id: string): Promise<ThreadRecord | null> => {
  const row = await reader.threads.get({ _id: id })
  return row === null ? null : toThreadRecord(row)
}

/** Also in a deleted thread: who had a part in it may know that it is gone. */
export const getRole = async (reader: MongoReader, id: string, userId: string): Promise<ThreadRole | null> =>
  (await reader.members.get({ threadId: id, userId }))?.role ?? null

/** Those who came first come first. */
export const listParticipants = async (reader: MongoReader, id: string): Promise<Participant[]> => {
  const thread = await reader.threads.get({ _id: id })
  if (thread === null || thread.deletedAt !== null) return []
  const members = await reader.members.all({ threadId: id })
  const users = await reader.users.all({ _id: { $in: members.map(({ userId }) => userId) } })
  const names = new Map(users.map(({ _id, name }) => [_id, name]))
  return members
    .filter(({ userId }) => names.has(userId))
    .sort((a, b) => a.since - b.since || (a.userId < b.userId ? -1 : 1))
    .map(({ userId, role, since }) => ({ userId, name: names.get(userId) ?? null, role, since }))
}

/** Threads as they stand in one user's list, by id; those that are theirs and not deleted. */
export const findEntries = async (
  reader: MongoReader,
  userId: string,
  ids: readonly string[],
): Promise<Map<string, ThreadEntry>> => {
  if (ids.length === 0) return new Map()
  const rows = await reader.threads.all({ _id: { $in: [...ids] }, deletedAt: null })
  const members = await reader.members.all({ userId, threadId: { $in: rows.map(({ _id }) => _id) } })
  const own = new Map(members.map(member => [member.threadId, member]))
  const entries = new Map<string, ThreadEntry>()
  for (const row of rows) {
    const member = own.get(row._id)
    if (member !== undefined) entries.set(row._id, toThreadEntry(row, member))
  }
  return entries
}
