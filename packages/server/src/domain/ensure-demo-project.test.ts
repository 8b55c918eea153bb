import type { AdminProject } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import { demoProjectKey, ensureDemoProject } from './ensure-demo-project.ts'
import { newProject } from './new-project.ts'

const storeOf = (projects: AdminProject[]): ProjectStore =>
  ({
    listProjects: async () => projects,
    createProject: async (project: AdminProject) => {
      projects.push(project)
      return project
    },
  }) as Partial<ProjectStore> as ProjectStore

it('EM1 the first start of an empty store makes the demo project, and no other start does', async () => {
  const projects: AdminProject[] = []
  const made = await ensureDemoProject(storeOf(projects), 'one', 1)
  expect(made).toMatchObject({ key: demoProjectKey, enabled: true })
  expect(await ensureDemoProject(storeOf(projects), 'two', 2)).toEqual(made)
  expect(projects).toHaveLength(1)
})

it('RT14 a node that starts with another, which was first, has the project of that one', async () => {
  const first = newProject({ name: 'demo', key: demoProjectKey }, 'first', 1)
  const projects: AdminProject[] = []
  const store = {
    ...storeOf(projects),
    async createProject() {
      projects.push(first)
      throw new CodedError('conflict')
    },
  } as ProjectStore
  expect(await ensureDemoProject(store, 'second', 1)).toBe(first)
  const broken = { ...storeOf([]), createProject: async () => Promise.reject(new CodedError('store_unavailable')) }
  await expect(ensureDemoProject(broken, 'x', 1)).rejects.toMatchObject({ code: 'store_unavailable' })
})

it('EM1 a store with projects of its own gets none, and a disabled demo is not shown', async () => {
  const own = newProject({ name: 'Shop' }, 'own', 1)
  expect(await ensureDemoProject(storeOf([own]), 'x', 2)).toBeNull()
  const off = newProject({ name: 'demo', key: demoProjectKey, enabled: false }, 'off', 1)
  expect(await ensureDemoProject(storeOf([own, off]), 'x', 2)).toBeNull()
})
