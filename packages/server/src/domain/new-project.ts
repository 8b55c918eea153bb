import type { AdminProject, ProjectSettings } from '@chat-view/protocol'
import { defaultSettings } from '../ports/default-settings.ts'
import { randomKey } from './random-key.ts'

export interface NewProject {
  readonly name: string
  /** The publishable id; by default a random one. */
  readonly key?: string
  readonly origins?: readonly string[]
  readonly enabled?: boolean
  readonly settings?: { readonly [K in keyof ProjectSettings]?: ProjectSettings[K] | undefined }
}

const given = (settings: NewProject['settings'] = {}): Partial<ProjectSettings> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))

/** A project as it is first stored; no origin is listed unless one is given (SE4). */
export const newProject = (wanted: NewProject, id: string, at: number): AdminProject => ({
  id,
  key: wanted.key ?? `pk_${randomKey(12)}`,
  name: wanted.name,
  version: 1,
  enabled: wanted.enabled ?? true,
  origins: [...(wanted.origins ?? [])],
  settings: { ...defaultSettings, ...given(wanted.settings) },
  createdAt: at,
  lastChatAt: null,
})
