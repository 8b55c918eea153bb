import type { AdminProject } from '@chat-view/protocol'
import { changedNames } from '../../../ports/changed-names.ts'
import { CodedError } from '../../../ports/coded-error.ts'
import type { ProjectPatch, ProjectStore } from '../../../ports/project-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findProject, findProjectByKey, getProject, toProject } from './project-row.ts'

/** @throws conflict with the project that has this id or key */
export const createProject = async (
  context: MongoContext,
  project: AdminProject,
  actor = 'server',
): Promise<AdminProject> => {
  const there = (await getProject(context, project.id)) ?? (await findProjectByKey(context, project.key))
  if (there !== null) throw new CodedError('conflict', { current: there })
  const { id, key, name, version, enabled, origins, settings, createdAt, lastChatAt } = project
  await context.projects.insert({ _id: id, key, name, version, enabled, origins, settings, createdAt, lastChatAt })
  await writeAudit(context, { at: createdAt, projectId: id, actor, action: 'project.created' })
  return findProject(context, id)
}

/** Changes what the patch names. @throws not_found, conflict with the project as it is now */
export const updateProject = async (
  context: MongoContext,
  id: string,
  patch: ProjectPatch,
  expected: Parameters<ProjectStore['updateProject']>[2] = {},
): Promise<AdminProject> => {
  const { version, actor = 'server', at = context.now } = expected
  const project = await findProject(context, id)
  if (version !== undefined && version !== project.version) throw new CodedError('conflict', { current: project })
  const changed = await context.projects.change(
    { _id: id },
    {
      $set: {
        name: patch.name ?? project.name,
        enabled: patch.enabled ?? project.enabled,
        origins: patch.origins ?? project.origins,
        settings: { ...project.settings, ...patch.settings },
      },
      $inc: { version: 1 },
    },
  )
  if (changed === null) throw new CodedError('not_found')
  const subject = changedNames(project, toProject(changed))
  await writeAudit(context, { at, projectId: id, actor, action: 'project.changed', ...(subject && { subject }) })
  return toProject(changed)
}
