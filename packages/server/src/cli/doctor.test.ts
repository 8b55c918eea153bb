import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { examine } from './doctor.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-doctor-'))
})
afterAll(() => rm(folder, { recursive: true }))

const providerOf = async (env: Record<string, string>, status: number) => {
  const asked: { url: string; authorization: string | null }[] = []
  const fetcher = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push({ url: String(url), authorization: new Headers(init?.headers).get('authorization') })
    return new Response('{}', { status })
  }
  const config = loadConfig({ DATABASE_URL: `sqlite:${join(folder, 'none', 'chat.db')}`, PORT: '0', ...env })
  const findings = await examine(config, fetcher)
  return { finding: findings.find(({ name }) => name === 'provider'), asked }
}

it('DX4 the provider is asked with its key, and its answer is told in words', async () => {
  const env = { AI_PROVIDER: 'openai', OPENAI_API_KEY: 'sk-mine' }
  const well = await providerOf(env, 200)
  expect(well.asked).toEqual([{ url: 'https://api.openai.com/v1/models', authorization: 'Bearer sk-mine' }])
  expect(well.finding).toMatchObject({ state: 'ok', detail: 'api.openai.com answers 200' })
  expect((await providerOf(env, 401)).finding).toMatchObject({
    state: 'bad',
    detail: expect.stringContaining('check OPENAI_API_KEY'),
  })
  expect((await providerOf(env, 503)).finding).toMatchObject({ state: 'warn' })
})

it('DX4 of an agent it asks the agent, with its own token, and begins no run', async () => {
  const env = { AI_PROVIDER: 'ag-ui', AG_UI_URL: 'https://agents.example/support', AG_UI_TOKEN: 'mine' }
  const well = await providerOf({ ...env, OPENAI_API_KEY: 'sk-other' }, 405)
  expect(well.asked).toEqual([{ url: 'https://agents.example/support', authorization: 'Bearer mine' }])
  expect(well.finding).toMatchObject({ state: 'ok', detail: 'agents.example answers 405' })
  expect((await providerOf(env, 401)).finding).toMatchObject({
    state: 'bad',
    detail: expect.stringContaining('check AG_UI_TOKEN'),
  })
  expect((await providerOf(env, 502)).finding).toMatchObject({ state: 'warn' })
})

it('DX4 a Redis that cannot be used is told with its address, and never with its password', async () => {
  const config = loadConfig({
    DATABASE_URL: 'mongodb://127.0.0.1:9/none?serverSelectionTimeoutMS=50',
    SECRET_KEY: 'k'.repeat(32),
    REDIS_URL: 'redis://me:hidden@127.0.0.1:9',
    PORT: '0',
  })
  const findings = await examine(config)
  const finding = findings.find(({ name }) => name === 'redis')
  expect(finding).toMatchObject({ state: 'bad', detail: expect.stringContaining('127.0.0.1:9') })
  expect(JSON.stringify(findings)).not.toContain('hidden')
})

it('AI7.11 AI7.12 a model without a price is told, and that a limit of money refuses it', async () => {
  const pricesWith = async (env: Record<string, string>) => {
    const config = loadConfig({ DATABASE_URL: `sqlite:${join(folder, 'none', 'chat.db')}`, PORT: '0', ...env })
    return (await examine(config)).find(({ name }) => name === 'prices')
  }
  const mine = { AI_MODEL: 'my-own-model' }
  expect(await pricesWith(mine)).toMatchObject({ state: 'ok' })
  expect(await pricesWith({ ...mine, QUOTA_PROJECT: 'tokens:100/day' })).toMatchObject({
    state: 'ok',
    detail: expect.stringMatching(
      /^my-own-model: nobody told the price, and its calls are in the books as costing nothing/,
    ),
  })
  expect(await pricesWith({ ...mine, QUOTA_PROJECT: 'money:5/day' })).toMatchObject({
    state: 'warn',
    detail: expect.stringMatching(/^my-own-model: /),
  })
})

it('DX4 a service without keys is asked without one', async () => {
  const env = { AI_PROVIDER: 'openai', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', AI_MODEL: 'mine' }
  const { asked, finding } = await providerOf(env, 403)
  expect(asked).toEqual([{ url: 'http://127.0.0.1:9/v1/models', authorization: null }])
  expect(finding).toMatchObject({ state: 'bad' })
})
