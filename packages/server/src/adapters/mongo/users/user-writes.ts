import type { NewUser, SessionRecord, UserRecord } from '../../../ports/identity-store.ts'
import type { MongoContext } from '../mongo-context.ts'
import type { Units } from '../units.ts'
import { findKnownUser, getUser } from './user-row.ts'

export const insertUser = ({ users }: MongoContext, user: NewUser): Promise<void> => {
  const { id, projectId, kind, externalId, name, createdAt } = user
  const record = { projectId, kind, externalId, name, createdAt }
  return users.insert({ _id: id, ...record, feedSeq: 0, purgedFeedSeq: 0, mergedInto: null, erasedAt: null })
}

const insertSession = ({ sessions }: MongoContext, session: SessionRecord, userId: string): Promise<void> => {
  const { id, projectId, createdAt, expiresAt, revokedAt } = session
  return sessions.insert({ _id: id, userId, projectId, createdAt, expiresAt, revokedAt })
}

export const createVisitor = async (context: MongoContext, user: NewUser, session: SessionRecord): Promise<void> => {
  await insertUser(context, user)
  await insertSession(context, session, user.id)
}

const openSession = async (context: MongoContext, user: NewUser, session: SessionRecord): Promise<UserRecord> => {
  const there = await findKnownUser(context, user.projectId, user.externalId)
  if (there === null) await insertUser(context, user)
  const found = there ?? { ...user, mergedInto: null, erasedAt: null }
  const name = user.name ?? found.name
  if (name !== found.name) await context.users.update({ _id: found.id }, { $set: { name } })
  await insertSession(context, session, found.id)
  return { ...found, name }
}

/**
 * The host's user, made at their first session; a name that the host gives now replaces the earlier one. Of two first
 * sessions at once one meets the other's user: its transaction runs again and finds them. An erasure that began in the
 * same moment has not seen this session, or is seen here.
 */
export const openKnownSession = async (units: Units, user: NewUser, session: SessionRecord): Promise<UserRecord> => {
  const opened = await units.together(context => openSession(context, user, session))
  const there = await units.alone(context => getUser(context, opened.id))
  return { ...opened, erasedAt: there === null ? session.createdAt : there.erasedAt }
}

export const revokeSession = async ({ sessions }: MongoContext, id: string, at: number): Promise<void> => {
  await sessions.update({ _id: id }, [{ $set: { revokedAt: { $ifNull: ['$revokedAt', at] } } }])
}

/** Moves an end on, never back. */
export const extendSession = async ({ sessions }: MongoContext, id: string, expiresAt: number): Promise<void> => {
  await sessions.update({ _id: id }, { $max: { expiresAt } })
}
