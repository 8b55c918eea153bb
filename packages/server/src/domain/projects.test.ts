import { expect, test } from 'vitest'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { newProject } from './new-project.ts'
import { createProjects } from './projects.ts'

const setUp = (max?: number) => {
  const clock = createFakeClock()
  const bus = createMemoryBus()
  const reads: string[] = []
  const during = { act: (): void => {} }
  const store = {
    getProject: async (id: string) => {
      reads.push(id)
      during.act()
      return id === 'none' ? null : newProject({ name: id, origins: [`https://${id}.example`] }, id, 0)
    },
    findProjectByKey: async () => null,
    listProjects: async () => {
      reads.push('list')
      return [newProject({ name: 'a', origins: ['https://a.example'] }, 'a', 0)]
    },
  }
  const projects = createProjects({ store, bus, clock, ttlMs: 1_000, ...(max === undefined ? {} : { max }) })
  const change = (): void => bus.publish({ kind: 'project', project: 'a' })
  return { clock, projects, reads, change, during }
}

test('SE4 a project is read once, until it changes or its time is over', async () => {
  const { clock, projects, reads, change } = setUp()
  await projects.get('a')
  await projects.get('a')
  expect(reads).toEqual(['a'])
  change()
  await projects.get('a')
  clock.advance(1_000)
  await projects.get('a')
  expect(reads).toEqual(['a', 'a', 'a'])
})

test('SE4 what was read while the project changed is not kept', async () => {
  const { projects, reads, change, during } = setUp()
  during.act = change
  await projects.get('a')
  during.act = () => {}
  await projects.get('a')
  expect(reads).toEqual(['a', 'a'])
})

test('SE4 what is not there is asked for again', async () => {
  const { projects, reads } = setUp()
  expect([await projects.get('none'), await projects.get('none')]).toEqual([null, null])
  expect(reads).toHaveLength(2)
})

test('SE5 no more projects are kept than the bound says', async () => {
  const { projects, reads } = setUp(2)
  for (const id of ['a', 'b', 'c', 'c', 'b', 'a']) await projects.get(id)
  expect(reads).toEqual(['a', 'b', 'c', 'a'])
})

test('SE4 origins of all projects are read once', async () => {
  const { projects, reads } = setUp()
  expect(await projects.listsOrigin('https://a.example')).toBe(true)
  expect(await projects.listsOrigin('https://b.example')).toBe(false)
  expect(reads).toEqual(['list'])
})

test('RT15 a closed cache holds nothing and hears nothing', async () => {
  const { projects, reads } = setUp()
  await projects.get('a')
  projects.close()
  await projects.get('a')
  expect(reads).toEqual(['a', 'a'])
})

test('ST1 a project that is not there while the server still starts may yet come', async () => {
  const state = { begun: false, made: false }
  const made = newProject({ name: 'a', origins: [] }, 'a', 0)
  const projects = createProjects({
    store: {
      getProject: async () => null,
      findProjectByKey: async () => (state.made ? made : null),
      listProjects: async () => [],
    },
    bus: createMemoryBus(),
    clock: createFakeClock(),
    hasBegun: () => state.begun,
  })
  await expect(projects.find('demo')).rejects.toMatchObject({ code: 'store_unavailable', retryAfter: 1 })
  state.made = true
  expect(await projects.find('demo')).toBe(made)
  state.begun = true
  state.made = false
  expect(await projects.find('other')).toBeNull()
})
