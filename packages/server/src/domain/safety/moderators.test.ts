import type { ProjectSettings } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { defaultSettings } from '../../ports/default-settings.ts'
import { createModerators, type ModeratorPlace, type ModeratorsOptions } from './moderators.ts'

const open = (options: Partial<ModeratorsOptions> = {}, ownKey: string | null = null) => {
  const made: ModeratorPlace[] = []
  const moderatorOf = createModerators({
    own: { baseURL: 'https://own.example', key: 'server' },
    keys: { of: async () => (ownKey === null ? null : { id: 'k1', key: ownKey }) },
    make: place => {
      made.push(place)
      return { provider: 'openai', model: 'm', moderate: async texts => texts.map(() => []) }
    },
    ...options,
  })
  const of = (provider: ProjectSettings['provider'], id = 'p1') =>
    moderatorOf({ id, settings: { ...defaultSettings, provider } })
  return { made, of }
}

it('AI8.6 a project without a provider of its own is moderated by the server’s, with its own key where it has one', async () => {
  const server = open()
  expect(await server.of(null)).toBe(await server.of({ name: 'openai', baseURL: null }, 'p2'))
  expect(server.made).toEqual([{ baseURL: 'https://own.example', key: 'server' }])
  const keyed = open({}, 'project')
  await keyed.of(null)
  expect(keyed.made).toEqual([{ baseURL: 'https://own.example', key: 'project' }])
})

it('AI8.6 the server’s key never goes to an address that a project names', async () => {
  const { made, of } = open()
  await of({ name: 'openai', baseURL: 'https://theirs.example' })
  expect(made).toEqual([{ baseURL: 'https://theirs.example', key: null }])
})

it('AI8.6 nobody is asked where there is no such endpoint, or no key for it', async () => {
  const none = open({ own: null })
  expect(await none.of(null)).toBeNull()
  expect(await none.of({ name: 'openai', baseURL: null })).toBeNull()
  expect(await none.of({ name: 'ag-ui', baseURL: 'https://agent.example' })).toBeNull()
  const own = open({ own: { baseURL: null, key: null } })
  expect(await own.of(null)).toBeNull()
  const theirs = open({ own: null }, 'project')
  expect(await theirs.of({ name: 'openai', baseURL: null })).not.toBeNull()
  expect(theirs.made).toEqual([{ baseURL: null, key: 'project' }])
})

it('AI8.6 the number of clients is bounded', async () => {
  const { made, of } = open({ maxClients: 1 })
  const choice = (n: number) => ({ name: 'openai', baseURL: `https://${n}.example` }) as const
  for (const n of [1, 1, 2, 1]) await of(choice(n))
  expect(made).toHaveLength(3)
})
