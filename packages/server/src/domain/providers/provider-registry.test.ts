import type { AdminProject, ProviderChoice } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { defaultSettings } from '../../ports/default-settings.ts'
import type { Provider } from '../../ports/provider.ts'
import { createScriptedProvider } from '../../testing/scripted-provider.ts'
import type { ProviderKind, ProviderPlace } from './provider-kind.ts'
import { createProviderRegistry, type ProviderRegistryOptions } from './provider-registry.ts'

const project = (id: string, settings: Partial<AdminProject['settings']> = {}): AdminProject =>
  ({ id, settings: { ...defaultSettings, ...settings } }) as AdminProject

interface Made extends ProviderPlace {
  readonly name: string
  readonly model: string
}

/** A registry whose own provider is `openai`, with a list of the clients that it made. */
const setUp = (options: Partial<ProviderRegistryOptions> & { keys?: Record<string, string> } = {}) => {
  const made: Made[] = []
  const stored = new Map<string, AdminProject>()
  const keys = new Map(Object.entries({}) as [string, { id: string; key: string }][])
  const kind = (name: string, needs: ProviderKind['needs'], model: ProviderKind['defaultModel']): ProviderKind => ({
    needs,
    defaultModel: model,
    make: place => {
      made.push({ name, ...place })
      return createScriptedProvider([], name)
    },
  })
  const own: Provider = createScriptedProvider([], 'openai')
  const registry = createProviderRegistry({
    projects: { get: async id => stored.get(id) ?? null },
    keys: { of: async id => keys.get(id) ?? null },
    kinds: {
      openai: kind('openai', { address: false, key: true }, baseURL => (baseURL === null ? 'usual' : null)),
      'ag-ui': kind('ag-ui', { address: true, key: false }, () => 'agent'),
      demo: kind('demo', { address: false, key: false }, () => 'demo'),
    },
    own,
    ownBaseURL: 'https://gateway.example/v1',
    model: null,
    fallbackModel: 'server-fallback',
    ...options,
  } as ProviderRegistryOptions)
  const put = (one: AdminProject): AdminProject => {
    stored.set(one.id, one)
    return one
  }
  return { registry, made, keys, own, put }
}

const choice = (name: ProviderChoice['name'], baseURL: string | null = null): { provider: ProviderChoice } => ({
  provider: { name, baseURL },
})

it('AI1.1 a project that says nothing is answered by the server’s own provider and model', async () => {
  const { registry, own, put } = setUp()
  const one = put(project('p'))
  expect(registry.plan(one)).toEqual({ provider: 'openai', model: 'model' })
  expect(await registry.open('p', 'openai')).toEqual({
    provider: own,
    service: 'openai',
    fallbackModel: 'server-fallback',
  })
  expect(setUp({ model: 'named' }).registry.plan(one)).toMatchObject({ model: 'named' })
  expect(registry.plan(project('p', { model: 'large' }))).toMatchObject({ model: 'large' })
})

it('AI1.1 a project’s own address is asked with the project’s own key, never with the server’s', async () => {
  const { registry, made, keys, put } = setUp()
  put(project('p', { ...choice('openai', 'https://own.example/v1'), model: 'mine', fallbackModel: 'mine-small' }))
  expect(await registry.open('p', 'openai')).toMatchObject({ service: 'openai of p', fallbackModel: 'mine-small' })
  keys.set('p', { id: 'k1', key: 'sk-project' })
  await registry.open('p', 'openai')
  expect(made).toEqual([
    { name: 'openai', baseURL: 'https://own.example/v1', key: null, model: '' },
    { name: 'openai', baseURL: 'https://own.example/v1', key: 'sk-project', model: '' },
  ])
})

it('AI1.1 a project’s own key alone goes to the server’s address', async () => {
  const { registry, made, keys, put } = setUp()
  put(project('p'))
  keys.set('p', { id: 'k1', key: 'sk-project' })
  expect(await registry.open('p', 'openai')).toMatchObject({
    service: 'openai of p',
    fallbackModel: 'server-fallback',
  })
  expect(made).toEqual([{ name: 'openai', baseURL: 'https://gateway.example/v1', key: 'sk-project', model: 'model' }])
})

it('AI1.1 the server’s fallback is not asked for at a project’s own address', async () => {
  const { registry, put } = setUp()
  put(project('p', { ...choice('openai', 'https://own.example/v1'), model: 'mine' }))
  expect(await registry.open('p', 'openai')).toMatchObject({ fallbackModel: null })
})

it('AI1.1 a client is kept until key or address change, and forgotten with the key', async () => {
  const { registry, made, keys, put, own } = setUp()
  put(project('p'))
  keys.set('p', { id: 'k1', key: 'sk-1' })
  const first = await registry.open('p', 'openai')
  expect((await registry.open('p', 'openai')).provider).toBe(first.provider)
  keys.set('p', { id: 'k2', key: 'sk-2' })
  expect((await registry.open('p', 'openai')).provider).not.toBe(first.provider)
  keys.delete('p')
  expect((await registry.open('p', 'openai')).provider).toBe(own)
  expect(made.map(({ key }) => key)).toEqual(['sk-1', 'sk-2'])
})

it('AI1.1 clients are bounded, the one used longest ago goes first', async () => {
  const { registry, made, keys, put } = setUp({ maxClients: 2 })
  for (const id of ['a', 'b', 'c']) {
    put(project(id))
    keys.set(id, { id, key: id })
  }
  for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) await registry.open(id, 'openai')
  expect(made.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'b'])
})

it('AI1.1 a choice that cannot be had is refused before anything is written, or when it is opened', async () => {
  const { registry, put } = setUp()
  const unnamed = project('p', choice('openai', 'https://own.example/v1'))
  expect(() => registry.plan(unnamed)).toThrow(expect.objectContaining({ code: 'provider_unavailable' }))
  put(project('agentless', choice('ag-ui')))
  await expect(registry.open('agentless', 'ag-ui')).rejects.toMatchObject({ code: 'provider_unavailable' })
  const demo = setUp({ own: createScriptedProvider([], 'demo'), ownBaseURL: null })
  demo.put(project('keyless', choice('openai')))
  expect(demo.registry.plan(project('keyless', choice('openai')))).toEqual({ provider: 'openai', model: 'usual' })
  await expect(demo.registry.open('keyless', 'openai')).rejects.toMatchObject({ code: 'provider_unavailable' })
})

it('AI1.1 an answer that waited while its project chose another provider is still the server’s, or refused', async () => {
  const { registry, own, put } = setUp()
  put(project('p', choice('demo')))
  expect((await registry.open('p', 'openai')).provider).toBe(own)
  await expect(registry.open('p', 'ag-ui')).rejects.toMatchObject({ code: 'provider_unavailable' })
  expect(await registry.open('p', 'demo')).toMatchObject({ service: 'demo of p', fallbackModel: null })
  expect((await registry.open('gone', 'openai')).provider).toBe(own)
})

it('AI1.1 a provider of the embedding program’s own is called as it is', async () => {
  const own = createScriptedProvider([], 'mine')
  const { registry, keys, put } = setUp({ own })
  put(project('p'))
  keys.set('p', { id: 'k', key: 'sk' })
  expect((await registry.open('p', 'mine')).provider).toBe(own)
})
