import type { GuestRole, InviteRecord } from '../../../ports/participant-store.ts'
import type { Sql } from '../sql.ts'

interface InviteRow {
  readonly id: string
  readonly thread_id: string
  readonly project_id: string
  readonly role: GuestRole
  readonly created_by: string
  readonly created_at: number
  readonly expires_at: number
  readonly revoked_at: number | null
  readonly uses: number
  readonly max_uses: number | null
}

const select = `SELECT i.id, i.thread_id, t.project_id, i.role, i.created_by, i.created_at, i.expires_at, i.revoked_at,
    i.uses, i.max_uses FROM invites i CROSS JOIN threads t ON t.id = i.thread_id`

/** Those of a thread that let somebody in at a time. */
const standing =
  'i.thread_id = ? AND i.revoked_at IS NULL AND i.expires_at > ? AND (i.max_uses IS NULL OR i.uses < i.max_uses)'

const toInvite = (row: InviteRow): InviteRecord => ({
  id: row.id,
  threadId: row.thread_id,
  projectId: row.project_id,
  role: row.role,
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  uses: row.uses,
  maxUses: row.max_uses,
})

export const getInvite = (sql: Sql, id: string): InviteRecord | null => {
  const row = sql.get<InviteRow>(`${select} WHERE i.id = ?`, id)
  return row === undefined ? null : toInvite(row)
}

/** Newest first. */
export const listInvites = (sql: Sql, threadId: string, at: number): InviteRecord[] =>
  sql.all<InviteRow>(`${select} WHERE ${standing} ORDER BY i.created_at DESC, i.id DESC`, threadId, at).map(toInvite)

export const countInvites = (sql: Sql, threadId: string, at: number): number =>
  sql.get<{ count: number }>(`SELECT count(*) AS count FROM invites i WHERE ${standing}`, threadId, at)?.count ?? 0
