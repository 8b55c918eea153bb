import { expect, test } from 'vitest'
import { newProject } from './new-project.ts'

test('SE4 a new project lists no origin until it is told one', () => {
  const project = newProject({ name: 'Shop' }, 'id', 5)
  expect(project).toMatchObject({ origins: [], enabled: true, version: 1, createdAt: 5, lastChatAt: null })
  expect(project.key).toMatch(/^pk_[\w-]{16}$/)
})

test('CV8 what is given of the settings is kept beside the defaults', () => {
  const { settings } = newProject({ name: 'Shop', settings: { prompts: ['Hello'] } }, 'id', 5)
  expect(settings).toMatchObject({ prompts: ['Hello'], visitors: true, sendLimit: null })
})
