import type { AdminProject, ProjectSettings } from '@chat-view/protocol'
import { CodedError } from '../../../ports/coded-error.ts'
import { defaultSettings } from '../../../ports/default-settings.ts'
import type { Sql } from '../sql.ts'

interface ProjectRow {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly version: number
  readonly enabled: 0 | 1
  readonly origins: string
  readonly settings: string
  readonly created_at: number
  readonly last_chat_at: number | null
}

const toProject = (row: ProjectRow): AdminProject => ({
  id: row.id,
  key: row.key,
  name: row.name,
  version: row.version,
  enabled: row.enabled === 1,
  origins: JSON.parse(row.origins) as string[],
  settings: { ...defaultSettings, ...(JSON.parse(row.settings) as Partial<ProjectSettings>) },
  createdAt: row.created_at,
  lastChatAt: row.last_chat_at,
})

const select = 'SELECT id, key, name, version, enabled, origins, settings, created_at, last_chat_at FROM projects'

export const getProject = (sql: Sql, id: string): AdminProject | null => {
  const row = sql.get<ProjectRow>(`${select} WHERE id = ?`, id)
  return row === undefined ? null : toProject(row)
}

/** @throws not_found */
export const findProject = (sql: Sql, id: string): AdminProject => {
  const project = getProject(sql, id)
  if (project === null) throw new CodedError('not_found')
  return project
}

export const findProjectByKey = (sql: Sql, key: string): AdminProject | null => {
  const row = sql.get<ProjectRow>(`${select} WHERE key = ?`, key)
  return row === undefined ? null : toProject(row)
}

/** Oldest first. */
export const listProjects = (sql: Sql): AdminProject[] =>
  sql.all<ProjectRow>(`${select} ORDER BY created_at, id`).map(toProject)
