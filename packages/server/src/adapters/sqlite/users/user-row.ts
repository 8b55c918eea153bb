import type { SessionRecord, UserRecord } from '../../../ports/identity-store.ts'
import type { Sql } from '../sql.ts'

interface UserRow {
  readonly id: string
  readonly project_id: string
  readonly kind: UserRecord['kind']
  readonly external_id: string | null
  readonly name: string | null
  readonly created_at: number
  readonly merged_into: string | null
  readonly erased_at: number | null
}

interface SessionRow {
  readonly id: string
  readonly user_id: string
  readonly project_id: string
  readonly created_at: number
  readonly expires_at: number
  readonly revoked_at: number | null
}

const toUser = (row: UserRow): UserRecord => ({
  id: row.id,
  projectId: row.project_id,
  kind: row.kind,
  externalId: row.external_id,
  name: row.name,
  createdAt: row.created_at,
  mergedInto: row.merged_into,
  erasedAt: row.erased_at,
})

const selectUser = `SELECT id, project_id, kind, external_id, name, created_at, merged_into, erased_at
  FROM users`

export const getUser = (sql: Sql, id: string): UserRecord | null => {
  const row = sql.get<UserRow>(`${selectUser} WHERE id = ?`, id)
  return row === undefined ? null : toUser(row)
}

/** The project's user whom the host knows by that name. */
export const findKnownUser = (sql: Sql, projectId: string, externalId: string | null): UserRecord | null => {
  const row = sql.get<UserRow>(`${selectUser} WHERE project_id = ? AND external_id = ?`, projectId, externalId)
  return row === undefined ? null : toUser(row)
}

export const getSession = (sql: Sql, id: string): SessionRecord | null => {
  const row = sql.get<SessionRow>(
    'SELECT id, user_id, project_id, created_at, expires_at, revoked_at FROM sessions WHERE id = ?',
    id,
  )
  if (row === undefined) return null
  return {
    id: row.id,
    userId: row.user_id,
    projectId: row.project_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}
