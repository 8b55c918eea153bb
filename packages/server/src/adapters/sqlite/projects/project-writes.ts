import type { AdminProject } from '@chat-view/protocol'
import { changedNames } from '../../../ports/changed-names.ts'
import { CodedError } from '../../../ports/coded-error.ts'
import type { ProjectPatch } from '../../../ports/project-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { WriteContext } from '../write-context.ts'
import { findProject, findProjectByKey, getProject } from './project-row.ts'

/** @throws conflict with the project that has this id or key */
export const createProject = (context: WriteContext, project: AdminProject, actor = 'server'): AdminProject => {
  const { sql } = context
  const there = getProject(sql, project.id) ?? findProjectByKey(sql, project.key)
  if (there !== null) throw new CodedError('conflict', { current: there })
  sql.run(
    `INSERT INTO projects (id, key, name, version, enabled, origins, settings, created_at, last_chat_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    project.id,
    project.key,
    project.name,
    project.version,
    project.enabled ? 1 : 0,
    JSON.stringify(project.origins),
    JSON.stringify(project.settings),
    project.createdAt,
    project.lastChatAt,
  )
  writeAudit(context, { at: project.createdAt, projectId: project.id, actor, action: 'project.created' })
  return findProject(sql, project.id)
}

/** Changes what the patch names. @throws not_found, conflict with the project as it is now */
export const updateProject = (
  context: WriteContext,
  id: string,
  patch: ProjectPatch,
  expected: { version?: number; actor?: string; at?: number } = {},
): AdminProject => {
  const { sql } = context
  const { version, actor = 'server', at = Date.now() } = expected
  const project = findProject(sql, id)
  if (version !== undefined && version !== project.version) throw new CodedError('conflict', { current: project })
  sql.run(
    'UPDATE projects SET name = ?, enabled = ?, origins = ?, settings = ?, version = version + 1 WHERE id = ?',
    patch.name ?? project.name,
    (patch.enabled ?? project.enabled) ? 1 : 0,
    JSON.stringify(patch.origins ?? project.origins),
    JSON.stringify({ ...project.settings, ...patch.settings }),
    id,
  )
  const changed = findProject(sql, id)
  const subject = changedNames(project, changed)
  writeAudit(context, { at, projectId: id, actor, action: 'project.changed', ...(subject && { subject }) })
  return changed
}
