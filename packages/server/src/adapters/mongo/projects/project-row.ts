import type { AdminProject } from '@chat-view/protocol'
import { CodedError } from '../../../ports/coded-error.ts'
import { defaultSettings } from '../../../ports/default-settings.ts'
import type { ProjectRow } from '../models/project.ts'
import type { MongoReader } from '../mongo-context.ts'

export const toProject = ({ _id, origins, ...row }: ProjectRow): AdminProject => ({
  id: _id,
  key: row.key,
  name: row.name,
  version: row.version,
  enabled: row.enabled,
  origins: [...origins],
  settings: { ...defaultSettings, ...row.settings },
  createdAt: row.createdAt,
  lastChatAt: row.lastChatAt,
})

export const getProject = async (reader: MongoReader, id: string): Promise<AdminProject | null> => {
  const row = await reader.projects.get({ _id: id })
  return row === null ? null : toProject(row)
}

/** @throws not_found */
export const findProject = async (reader: MongoReader, id: string): Promise<AdminProject> => {
  const project = await getProject(reader, id)
  if (project === null) throw new CodedError('not_found')
  return project
}

export const findProjectByKey = async (reader: MongoReader, key: string): Promise<AdminProject | null> => {
  const row = await reader.projects.get({ key })
  return row === null ? null : toProject(row)
}

/** Oldest first. */
export const listProjects = async (reader: MongoReader): Promise<AdminProject[]> =>
  (await reader.projects.all({}, { sort: { createdAt: 1, _id: 1 } })).map(toProject)
