import type { AdminProject } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import { newProject } from './new-project.ts'

/** The publishable id of the project that the first start makes. */
export const demoProjectKey = 'pk_demo'

const settings = {
  assistantName: 'Assistant',
  tools: ['clock', 'search_threads', 'rename_thread'],
  prompts: [
    'What can you show me?',
    'Compare three options in a table',
    'Show me some code, step by step',
    'Write something long, so that I can stop you',
  ],
}

/** Makes the `demo` project at the first start of an empty store, and leaves every other store alone. */
export const ensureDemoProject = async (store: ProjectStore, id: string, now: number): Promise<AdminProject | null> => {
  const existing = await store.listProjects()
  if (existing.length > 0) return demoOf(existing)
  try {
    return await store.createProject(newProject({ name: 'demo', key: demoProjectKey, settings }, id, now))
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'conflict') throw error
    // Another node that started with this one was first.
    return demoOf(await store.listProjects())
  }
}

const demoOf = (projects: readonly AdminProject[]): AdminProject | null =>
  projects.find(({ key, enabled }) => key === demoProjectKey && enabled) ?? null
