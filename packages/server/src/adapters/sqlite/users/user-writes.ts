import type { NewUser, SessionRecord, UserRecord } from '../../../ports/identity-store.ts'
import type { WriteContext } from '../write-context.ts'
import { findKnownUser } from './user-row.ts'

export const insertUser = ({ sql }: WriteContext, user: NewUser): void => {
  sql.run(
    'INSERT INTO users (id, project_id, kind, external_id, name, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    user.id,
    user.projectId,
    user.kind,
    user.externalId,
    user.name,
    user.createdAt,
  )
}

const insertSession = ({ sql }: WriteContext, session: SessionRecord, userId: string): void => {
  sql.run(
    'INSERT INTO sessions (id, user_id, project_id, created_at, expires_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?)',
    session.id,
    userId,
    session.projectId,
    session.createdAt,
    session.expiresAt,
    session.revokedAt,
  )
}

export const createVisitor = (context: WriteContext, user: NewUser, session: SessionRecord): void => {
  insertUser(context, user)
  insertSession(context, session, user.id)
}

/** The host's user, made at their first session; a name that the host gives now replaces the earlier one. */
export const openKnownSession = (context: WriteContext, user: NewUser, session: SessionRecord): UserRecord => {
  const there = findKnownUser(context.sql, user.projectId, user.externalId)
  if (there === null) insertUser(context, user)
  const found = there ?? { ...user, mergedInto: null, erasedAt: null }
  const name = user.name ?? found.name
  if (name !== found.name) context.sql.run('UPDATE users SET name = ? WHERE id = ?', name, found.id)
  insertSession(context, session, found.id)
  return { ...found, name }
}

export const revokeSession = ({ sql }: WriteContext, id: string, at: number): void => {
  sql.run('UPDATE sessions SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?', at, id)
}

/** Moves an end on, never back. */
export const extendSession = ({ sql }: WriteContext, id: string, expiresAt: number): void => {
  sql.run('UPDATE sessions SET expires_at = max(expires_at, ?) WHERE id = ?', expiresAt, id)
}
