import { expect, it } from 'vitest'
import { loadConfig } from './config/load-config.ts'
import { createProvider } from './create-provider.ts'

it('AI1 the provider is the one that the configuration names', () => {
  expect(createProvider(loadConfig({})).name).toBe('demo')
  expect(createProvider(loadConfig({ AI_PROVIDER: 'openai', OPENAI_API_KEY: 'sk-x' })).name).toBe('openai')
  const own = { AI_PROVIDER: 'openai', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', AI_MODEL: 'mine' }
  expect(createProvider(loadConfig(own)).name).toBe('openai')
  const agent = { AI_PROVIDER: 'ag-ui', AG_UI_URL: 'http://127.0.0.1:1/runs' }
  expect(createProvider(loadConfig(agent))).toMatchObject({ name: 'ag-ui', defaultModel: 'agent' })
})

it('AI1 an agent without an address is a wrong configuration', () => {
  expect(() => loadConfig({ AI_PROVIDER: 'ag-ui' })).toThrow(/AG_UI_URL/)
})
