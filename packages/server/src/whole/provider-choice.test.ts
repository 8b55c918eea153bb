import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AdminProject, Message, ServerFrameOf, ThreadEntry } from '@chat-view/protocol'
import { afterEach, expect, it } from 'vitest'
import { agentAnswer } from '../testing/scripted-agent/agent-reply.ts'
import { createScriptedAgent } from '../testing/scripted-agent/create-scripted-agent.ts'
import { createScriptedOpenAI } from '../testing/scripted-openai/create-scripted-openai.ts'
import { answer, refuse } from '../testing/scripted-openai/openai-reply.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { metricOf } from '../testing/whole-server/metrics-of.ts'
import { RestUser, textOfMessage } from '../testing/whole-server/rest-user.ts'
import { runCommand } from '../testing/whole-server/run-command.ts'
import { type ServerHere, startHere } from '../testing/whole-server/start-here.ts'

const cleanUp: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of cleanUp.splice(0).reverse()) await one[Symbol.asyncDispose]()
})
const kept = <T extends AsyncDisposable>(one: T): T => {
  cleanUp.push(one)
  return one
}

const serverKey = 'sk-server-secret'
const projectKey = 'sk-project-secret'

const start = async (env: Readonly<Record<string, string>> = {}) => {
  const ai = kept(await createScriptedOpenAI())
  const server = kept(
    await startHere({
      AI_PROVIDER: 'openai',
      AI_MODEL: 'large',
      OPENAI_API_KEY: serverKey,
      OPENAI_BASE_URL: ai.baseURL,
      AI_RETRIES: '1',
      AI_RETRY_WAIT: '5ms',
      AI_BREAKER_FAILURES: '3',
      AI_BREAKER_OPEN: '10m',
      ...env,
    }),
  )
  const rest = await RestUser.signIn(server.url)
  return { ai, server, rest }
}

/** Asks in a new thread and reads to the end; answers the answer as it is stored, and what was told on the way. */
const ask = async (server: ServerHere, rest: RestUser) => {
  await using client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
  await client.hello(rest.token)
  const { thread } = await rest.post<{ thread: ThreadEntry }>('/v1/threads', {})
  await client.subscribe({ thread: thread.id })
  const { answer: begun } = await rest.post<{ answer: Message }>(`/v1/threads/${thread.id}/messages`, { text: 'Why?' })
  await client.until(() => client.answers.ended(begun.id))
  const statuses = client.frames.filter((frame): frame is ServerFrameOf<'status'> => frame.type === 'status')
  return { message: await rest.get<Message>(`/v1/messages/${begun.id}`), statuses, client }
}

interface Ready {
  readonly status: string
  readonly checks: readonly { name: string; ok: boolean; detail: string | null }[]
}

const readiness = async ({ url }: ServerHere): Promise<Ready> => (await (await fetch(`${url}/ready`)).json()) as Ready

/** An operator with these scopes. */
const operator = async ({ folder, url }: ServerHere, ...scopes: string[]) => {
  const args = scopes.flatMap(scope => ['--scope', scope])
  const { key } = await runCommand<{ key: string }>(folder, 'operator', 'create', '--name', 'me', ...args)
  return async <T>(method: string, path: string, json?: unknown): Promise<T> => {
    const response = await fetch(`${url}/v1/admin${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: json === undefined ? null : JSON.stringify(json),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status} ${text}`)
    return JSON.parse(text) as T
  }
}

it('AI2.4 each step is told while it happens, the model that answered is on the answer, and in the metrics', async () => {
  const { ai, server, rest } = await start({ AI_FALLBACK_MODEL: 'small' })
  ai.always(({ body }) => (body.model === 'small' ? answer(['Fine']) : refuse(503, 'down')))
  const { message, statuses } = await ask(server, rest)
  expect(textOfMessage(message)).toBe('Fine')
  expect(message.generation).toMatchObject({ state: 'done', model: 'small' })
  expect(statuses).toContainEqual(expect.objectContaining({ status: 'retrying', attempt: 2, seconds: 1 }))
  expect(statuses).toContainEqual(expect.objectContaining({ status: 'fallback', model: 'small' }))
  expect(await metricOf(server.url, 'chat_view_provider_tries_total', /outcome="unavailable"/)).toBe(2)
  expect(await metricOf(server.url, 'chat_view_provider_tries_total', /model="small",outcome="answered"/)).toBe(1)
  expect(await metricOf(server.url, 'chat_view_provider_fallbacks_total')).toBe(1)
})

it('AI2.5 a model that keeps failing is spared: it is said so, and the server is degraded, not down', async () => {
  const { ai, server, rest } = await start()
  ai.always(refuse(503, 'down'))
  const provider = async () => (await readiness(server)).checks.find(({ name }) => name === 'provider')
  expect(await provider()).toMatchObject({ ok: true })
  const first = await ask(server, rest)
  expect(first.message.generation?.end?.reason).toBe('provider_unavailable')
  await ask(server, rest)
  const asked = ai.requests.length
  const { message } = await ask(server, rest)
  expect(message.generation).toMatchObject({ state: 'failed', end: { reason: 'breaker-open' } })
  expect(ai.requests).toHaveLength(asked)
  expect((await readiness(server)).status).toBe('degraded')
  expect(await provider()).toMatchObject({ ok: false })
  expect((await fetch(`${server.url}/ready`)).status).toBe(200)
  expect(await metricOf(server.url, 'chat_view_provider_breakers', /"open"/)).toBe(1)
  expect(server.logged.some(line => line.includes('"from":"closed","to":"open"'))).toBe(true)
})

it('AI1.2 a project’s own key is used from the next answer on, and is in no answer, archive, file or log', async () => {
  const { ai, server, rest } = await start()
  const admin = await operator(server, 'projects', 'keys')
  const { items } = await admin<{ items: AdminProject[] }>('GET', '/projects')
  const path = `/projects/${items[0]?.id}`
  await admin('PUT', `${path}/provider-key`, { key: projectKey })
  await ask(server, rest)
  await admin('DELETE', `${path}/provider-key`)
  await ask(server, rest)
  expect(ai.requests.map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${projectKey}`,
    `Bearer ${serverKey}`,
  ])
  await admin('PUT', `${path}/provider-key`, { key: projectKey })
  const archive = join(server.folder, 'archive.jsonl')
  await runCommand(server.folder, 'export', archive)
  const files = ['archive.jsonl', 'chat-view.db', 'chat-view.db-wal'].map(name => join(server.folder, name))
  const bytes = await Promise.all(files.map(file => readFile(file).catch(() => Buffer.alloc(0))))
  expect(bytes[0]?.length).toBeGreaterThan(100)
  for (const secret of [projectKey, serverKey]) {
    for (const text of bytes) expect(text.includes(secret)).toBe(false)
    expect(server.logged.join('\n')).not.toContain(secret)
    expect(JSON.stringify(await admin('GET', path))).not.toContain(secret)
  }
  expect(bytes[0]?.includes('provider_key')).toBe(false)
})

it('AI1.1 a project’s own service is asked at its address, without the server’s key', async () => {
  const { ai, server, rest } = await start({ AI_FALLBACK_MODEL: 'small' })
  const own = kept(await createScriptedOpenAI())
  const admin = await operator(server, 'projects')
  const { items } = await admin<{ items: AdminProject[] }>('GET', '/projects')
  const settings = { provider: { name: 'openai', baseURL: own.baseURL }, model: 'mine' }
  await admin('PATCH', `/projects/${items[0]?.id}`, { settings, version: items[0]?.version })
  const { message } = await ask(server, rest)
  expect(message.generation).toMatchObject({ state: 'done', model: 'mine' })
  expect(ai.requests).toHaveLength(0)
  expect(own.requests[0]?.headers.authorization).not.toContain(serverKey)
})

it('AI1.3 an agent answers behind the same door, with its thread, and its failures are told like any other', async () => {
  const agent = kept(await createScriptedAgent())
  const { server, rest } = await start({
    AI_PROVIDER: 'ag-ui',
    AI_MODEL: '',
    AG_UI_URL: agent.url,
    AG_UI_TOKEN: 'agent-secret',
  })
  const { message } = await ask(server, rest)
  expect(textOfMessage(message)).toBe('Hello from the agent.')
  expect(message.generation).toMatchObject({ model: 'agent', state: 'done' })
  expect(agent.requests[0]?.headers.authorization).toBe('Bearer agent-secret')
  expect(agent.requests[0]?.body.threadId).toBe(message.threadId)
  agent.next(agentAnswer(['So far']), { status: 401, json: {} })
  await ask(server, rest)
  const failed = await ask(server, rest)
  expect(failed.message.generation).toMatchObject({ state: 'failed', end: { reason: 'key-refused' } })
  expect(server.logged.join('\n')).not.toContain('agent-secret')
})
