import { CodedError } from '../../../ports/coded-error.ts'
import type { ErasureStep, ErasureStore } from '../../../ports/erasure-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { getUser } from '../users/user-row.ts'
import { revokeSession } from '../users/user-writes.ts'
import type { WriteContext } from '../write-context.ts'
import { erasureRow, findErasure, getErasure } from './erasure-row.ts'

/** The user, and visitors who became them. */
const themselves = '(SELECT id FROM users WHERE id = ?1 UNION ALL SELECT id FROM users WHERE merged_into = ?1)'

const endSessions = (context: WriteContext, userId: string, at: number): string[] => {
  const sessions = context.sql.all<{ id: string }>(`SELECT id FROM sessions WHERE user_id IN ${themselves}`, userId)
  for (const { id } of sessions) revokeSession(context, id, at)
  return sessions.map(({ id }) => id)
}

/** Shuts the user out and destroys what leads from the audit trail to them. */
export const beginErasure = (
  context: WriteContext,
  { id, userId, subjectHash, at, actor }: Parameters<ErasureStore['beginErasure']>[0],
): ErasureStep => {
  const { sql } = context
  const quiet = { changes: [], stopping: [], generations: [] }
  const known = findErasure(sql, subjectHash)
  if (known !== null) return { ...quiet, erasure: known, sessions: [] }
  const user = getUser(sql, userId)
  // What an earlier erasure left behind is nobody.
  if (user === null || erasureRow(sql, userId) !== undefined) throw new CodedError('not_found')

  sql.run(
    'INSERT INTO erasures (id, project_id, user_id, subject_hash, requested_at) VALUES (?, ?, ?, ?, ?)',
    id,
    user.projectId,
    userId,
    subjectHash,
    at,
  )
  writeAudit(context, { at, projectId: user.projectId, actor: actor ?? userId, action: 'user.erased', person: userId })
  const sessions = endSessions(context, userId, at)
  sql.run(`DELETE FROM audit_keys WHERE user_id IN ${themselves}`, userId)
  sql.run(
    `UPDATE users SET name = NULL, external_id = NULL, erased_at = coalesce(erased_at, ?2) WHERE id IN ${themselves}`,
    userId,
    at,
  )
  const erasure = getErasure(sql, id)
  if (erasure === null) throw new CodedError('internal', { detail: 'An erasure that was begun is not there' })
  return { ...quiet, erasure, sessions }
}
