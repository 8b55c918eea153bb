import type { ProviderKeyRecord } from '../../../ports/provider-key-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'
import { findProject } from './project-row.ts'

interface ProviderKeyRow {
  readonly project_id: string
  readonly id: string
  readonly sealed: string
  readonly set_at: number
}

/** @throws not_found */
export const setProviderKey = (context: WriteContext, key: ProviderKeyRecord, actor: string): void => {
  const { sql } = context
  const { projectId, id, sealed, setAt } = key
  findProject(sql, projectId)
  sql.run(
    `INSERT INTO provider_keys (project_id, id, sealed, set_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (project_id) DO UPDATE SET id = excluded.id, sealed = excluded.sealed, set_at = excluded.set_at`,
    projectId,
    id,
    sealed,
    setAt,
  )
  writeAudit(context, { at: setAt, projectId, actor, action: 'project.changed', subject: 'providerKey set' })
}

export const getProviderKey = (sql: Sql, projectId: string): ProviderKeyRecord | null => {
  const row = sql.get<ProviderKeyRow>(
    'SELECT project_id, id, sealed, set_at FROM provider_keys WHERE project_id = ?',
    projectId,
  )
  return row === undefined ? null : { projectId: row.project_id, id: row.id, sealed: row.sealed, setAt: row.set_at }
}

/** @throws not_found */
export const deleteProviderKey = (context: WriteContext, projectId: string, at: number, actor: string): boolean => {
  const { sql } = context
  findProject(sql, projectId)
  const there = getProviderKey(sql, projectId) !== null
  if (!there) return false
  sql.run('DELETE FROM provider_keys WHERE project_id = ?', projectId)
  writeAudit(context, { at, projectId, actor, action: 'project.changed', subject: 'providerKey forgotten' })
  return true
}

export const resealProviderKey = (
  { sql }: WriteContext,
  { projectId, id, sealed }: Pick<ProviderKeyRecord, 'projectId' | 'id' | 'sealed'>,
): void => {
  sql.run('UPDATE provider_keys SET sealed = ? WHERE project_id = ? AND id = ?', sealed, projectId, id)
}
