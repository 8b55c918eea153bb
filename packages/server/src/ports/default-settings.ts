import type { ProjectSettings } from '@chat-view/protocol'

/**
 * Settings of a project of which nothing was said: visitors are let in, all else is the server's own. Rows hold what was
 * said; what a later version knows besides is as here.
 */
export const defaultSettings: ProjectSettings = {
  assistantName: null,
  greeting: null,
  prompts: [],
  systemPrompt: null,
  visitors: true,
  model: null,
  maxTokens: null,
  httpLimit: null,
  socketLimit: null,
  sendLimit: null,
  projectHttpLimit: null,
  projectSocketLimit: null,
  projectSendLimit: null,
  retentionDays: null,
  editsKept: null,
  timeZone: 'UTC',
  limits: null,
  quotaNotice: null,
  paused: false,
  provider: null,
  fallbackModel: null,
  pinned: [],
  summarise: true,
  titles: 'local',
  suggestions: false,
  filter: { builtIn: true, moderation: false, rules: [] },
  masking: null,
  tools: [],
  pageTools: true,
}
