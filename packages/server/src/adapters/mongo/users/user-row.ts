import type { SessionRecord, UserRecord } from '../../../ports/identity-store.ts'
import type { UserRow } from '../models/user.ts'
import type { MongoReader } from '../mongo-context.ts'

export const toUser = (row: UserRow): UserRecord => ({
  id: row._id,
  projectId: row.projectId,
  kind: row.kind,
  externalId: row.externalId,
  name: row.name,
  createdAt: row.createdAt,
  mergedInto: row.mergedInto,
  erasedAt: row.erasedAt,
})

export const getUser = async (reader: MongoReader, id: string): Promise<UserRecord | null> => {
  const row = await reader.users.get({ _id: id })
  return row === null ? null : toUser(row)
}

/** The project's user whom the host knows by that name. */
export const findKnownUser = async (
  reader: MongoReader,
  projectId: string,
  externalId: string | null,
): Promise<UserRecord | null> => {
  if (externalId === null) return null
  const row = await reader.users.get({ projectId, externalId })
  return row === null ? null : toUser(row)
}

export const getSession = async (reader: MongoReader, id: string): Promise<SessionRecord | null> => {
  const row = await reader.sessions.get({ _id: id })
  if (row === null) return null
  const { userId, projectId, createdAt, expiresAt, revokedAt } = row
  return { id, userId, projectId, createdAt, expiresAt, revokedAt }
}
