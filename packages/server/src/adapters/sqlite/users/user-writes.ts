import type { SessionRecord, UserRecord } from '../../../ports/identity-store.ts'
import type { WriteContext } from '../write-context.ts'
import { findKnownUser } from './user-row.ts'

const insertUser = ({ sql }: WriteContext, user: UserRecord): void => {
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

export const createVisitor = (context: WriteContext, user: UserRecord, session: SessionRecord): void => {
  insertUser(context, user)
  insertSession(context, session, user.id)
}

/** The host's user, made at their first session; a name that the host gives now replaces the earlier one. */
export const openKnownSession = (context: WriteContext, user: UserRecord, session: SessionRecord): UserRecord => {
  const there = findKnownUser(context.sql, user.projectId, user.externalId)
  if (there === null) insertUser(context, user)
  const found = there ?? user
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

/** Rows that one slice of purging removes at most. */
const slice = 500

/** Forgets sessions that have ended; answers how many went. */
export const purgeSessions = ({ sql }: WriteContext, at: number): number =>
  sql.run(
    `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= ? ORDER BY expires_at LIMIT ${slice})`,
    at,
  )
