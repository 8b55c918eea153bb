import type { AdminProject } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { Store } from '../ports/store.ts'

/** A project by its publishable key or its id. @throws not_found */
export const findProject = async (store: Store, name: string): Promise<AdminProject> => {
  const project = name.startsWith('pk_') ? await store.findProjectByKey(name) : await store.getProject(name)
  if (!project) throw new CodedError('not_found', { detail: `There is no project ${name}` })
  return project
}
