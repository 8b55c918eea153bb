import type { AdminProject, ProjectSettings } from '@chat-view/protocol'
import { randomKey } from './random-key.ts'

/** What a new project can be given; the rest is the server's own. */
export interface NewProject {
  readonly name: string
  readonly key?: string
  readonly origins?: readonly string[]
  readonly enabled?: boolean
  readonly settings?: Partial<ProjectSettings>
}

const settings: ProjectSettings = {
  assistantName: null,
  greeting: null,
  prompts: [],
  systemPrompt: null,
  visitors: true,
  model: null,
  maxTokens: null,
  sendLimit: null,
}

/** The row of a project that is made now. Origins are denied until they are listed (SE4). */
export const newProject = (project: NewProject, id: string, now: number): AdminProject => ({
  id,
  key: project.key ?? `pk_${randomKey(12)}`,
  name: project.name,
  version: 1,
  enabled: project.enabled ?? true,
  origins: [...(project.origins ?? [])],
  settings: { ...settings, ...project.settings },
  createdAt: now,
  lastChatAt: null,
})
