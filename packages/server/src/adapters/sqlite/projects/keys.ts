import { CodedError } from '../../../ports/coded-error.ts'
import type { OperatorKeyRecord, SigningKeyRecord } from '../../../ports/project-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'

interface SigningKeyRow {
  readonly project_id: string
  readonly kid: string
  readonly algorithm: SigningKeyRecord['algorithm']
  readonly material: string
  readonly created_at: number
  readonly expires_at: number | null
}

interface OperatorKeyRow {
  readonly id: string
  readonly name: string
  readonly scopes: string
  readonly hash: string
  readonly created_at: number
  readonly revoked_at: number | null
}

const toOperatorKey = (row: OperatorKeyRow): OperatorKeyRecord => ({
  id: row.id,
  name: row.name,
  scopes: JSON.parse(row.scopes) as string[],
  hash: row.hash,
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
})

const selectOperatorKey = 'SELECT id, name, scopes, hash, created_at, revoked_at FROM operator_keys'

export const addSigningKey = (context: WriteContext, key: SigningKeyRecord, actor = 'server'): void => {
  context.sql.run(
    'INSERT INTO signing_keys (project_id, kid, algorithm, material, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
    key.projectId,
    key.kid,
    key.algorithm,
    key.material,
    key.createdAt,
    key.expiresAt,
  )
  const { projectId, kid, createdAt } = key
  writeAudit(context, { at: createdAt, projectId, actor, action: 'key.added', subject: kid })
}

/** The earlier of two ends wins. @throws not_found */
export const expireSigningKey = (
  context: WriteContext,
  projectId: string,
  kid: string,
  at: number,
  actor = 'server',
): void => {
  const { sql } = context
  const key = sql.get<{ expires_at: number | null }>(
    'SELECT expires_at FROM signing_keys WHERE project_id = ? AND kid = ?',
    projectId,
    kid,
  )
  if (key === undefined) throw new CodedError('not_found')
  if (key.expires_at !== null && key.expires_at <= at) return
  sql.run('UPDATE signing_keys SET expires_at = ? WHERE project_id = ? AND kid = ?', at, projectId, kid)
  // The end may be yet to come; what is told is when it was decided.
  writeAudit(context, { at: Date.now(), projectId, actor, action: 'key.ended', subject: kid })
}

/** Oldest first. */
export const listSigningKeys = (sql: Sql, projectId: string): SigningKeyRecord[] =>
  sql
    .all<SigningKeyRow>(
      `SELECT project_id, kid, algorithm, material, created_at, expires_at FROM signing_keys
       WHERE project_id = ? ORDER BY created_at, kid`,
      projectId,
    )
    .map(row => ({
      projectId: row.project_id,
      kid: row.kid,
      algorithm: row.algorithm,
      material: row.material,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }))

export const addOperatorKey = (context: WriteContext, key: OperatorKeyRecord, actor = 'server'): void => {
  context.sql.run(
    'INSERT INTO operator_keys (id, name, scopes, hash, created_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?)',
    key.id,
    key.name,
    JSON.stringify(key.scopes),
    key.hash,
    key.createdAt,
    key.revokedAt,
  )
  writeAudit(context, { at: key.createdAt, projectId: null, actor, action: 'operator.added', subject: key.id })
}

export const findOperatorKey = (sql: Sql, hash: string): OperatorKeyRecord | null => {
  const row = sql.get<OperatorKeyRow>(`${selectOperatorKey} WHERE hash = ?`, hash)
  return row === undefined ? null : toOperatorKey(row)
}

/** Oldest first. */
export const listOperatorKeys = (sql: Sql): OperatorKeyRecord[] =>
  sql.all<OperatorKeyRow>(`${selectOperatorKey} ORDER BY created_at, id`).map(toOperatorKey)

/** Revoked twice is revoked since the first. @throws not_found */
export const revokeOperatorKey = (context: WriteContext, id: string, at: number, actor = 'server'): void => {
  const { sql } = context
  const key = sql.get<{ revoked_at: number | null }>('SELECT revoked_at FROM operator_keys WHERE id = ?', id)
  if (key === undefined) throw new CodedError('not_found')
  if (key.revoked_at !== null) return
  sql.run('UPDATE operator_keys SET revoked_at = ? WHERE id = ?', at, id)
  writeAudit(context, { at, projectId: null, actor, action: 'operator.revoked', subject: id })
}
