import type { ProjectSettings } from '@chat-view/protocol'
import { collection, flag, list, maybeWhole, ownId, record, text, time, whole } from './fields.ts'

export interface ProjectRow {
  readonly _id: string
  readonly key: string
  readonly name: string
  readonly version: number
  readonly enabled: boolean
  readonly origins: readonly string[]
  readonly settings: ProjectSettings
  readonly createdAt: number
  readonly lastChatAt: number | null
}

export const projects = collection<ProjectRow>('projects', {
  ...ownId,
  key: text(1),
  name: text(1),
  version: whole(1),
  enabled: flag,
  origins: list,
  settings: record,
  createdAt: time(),
  lastChatAt: maybeWhole(),
})
projects.index({ key: 1 }, { name: 'key', unique: true })
