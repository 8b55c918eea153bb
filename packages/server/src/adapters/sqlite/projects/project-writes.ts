import type { AdminProject } from '@chat-view/protocol'
import { CodedError } from '../../../ports/coded-error.ts'
import type { ProjectPatch } from '../../../ports/project-store.ts'
import type { WriteContext } from '../write-context.ts'
import { findProject, findProjectByKey, getProject } from './project-row.ts'

/** @throws conflict with the project that has this id or key */
export const createProject = ({ sql }: WriteContext, project: AdminProject): AdminProject => {
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
  return findProject(sql, project.id)
}

/** Changes what the patch names. @throws not_found, conflict with the project as it is now */
export const updateProject = (
  { sql }: WriteContext,
  id: string,
  patch: ProjectPatch,
  expected: { version?: number } = {},
): AdminProject => {
  const project = findProject(sql, id)
  if (expected.version !== undefined && expected.version !== project.version)
    throw new CodedError('conflict', { current: project })
  sql.run(
    'UPDATE projects SET name = ?, enabled = ?, origins = ?, settings = ?, version = version + 1 WHERE id = ?',
    patch.name ?? project.name,
    (patch.enabled ?? project.enabled) ? 1 : 0,
    JSON.stringify(patch.origins ?? project.origins),
    JSON.stringify({ ...project.settings, ...patch.settings }),
    id,
  )
  return findProject(sql, id)
}
