import { randomUUID } from 'node:crypto'
import type { Message } from '@chat-view/protocol'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { isModeration } from '../testing/scripted-openai/moderation-reply.ts'
import { answer, callTools, refuse } from '../testing/scripted-openai/openai-reply.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { openShop, type Shop } from '../testing/whole-server/open-shop.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'

const patience = { timeout: 45_000, interval: 30 }

/** Stands nowhere by chance. */
const newMark = (): string => `mark${randomUUID().replaceAll('-', '')}`

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ LOG_LEVEL: 'trace', AI_RETRIES: '0' })
})
afterAll(() => shop[Symbol.asyncDispose]())

it('SE9.2 nothing that anybody said, is called or signs in with is in a log or a metric, whatever fails', async () => {
  const { ai, server, project, json } = shop
  const { service } = ai
  const marks = {
    question: newMark(),
    answer: newMark(),
    reasoning: newMark(),
    title: newMark(),
    toolName: newMark().slice(0, 40),
    toolArgument: newMark(),
    failure: newMark(),
    moderated: newMark(),
    user: newMark(),
    listed: newMark(),
    rule: newMark(),
    providerKey: `sk-${newMark()}`,
    pinned: newMark(),
    systemPrompt: newMark(),
    email: `${newMark()}@example.com`,
  }
  const scopes = ['projects', 'keys', 'audit', 'usage'].flatMap(scope => ['--scope', scope])
  const { key } = await json<{ key: string }>('operator', 'create', '--name', 'me', ...scopes)
  const operator = async (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${server.url}/v1/admin/projects/${project.id}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const settings = {
    systemPrompt: marks.systemPrompt,
    pinned: [marks.pinned],
    filter: {
      builtIn: true,
      moderation: true,
      rules: [{ name: marks.rule, words: [marks.rule], applies: 'both', action: 'flag' }],
    },
    masking: { kinds: ['email'], names: [marks.listed], patterns: [] },
    tools: ['search_threads', 'current_time', 'rename_thread'],
  }
  expect((await operator('PATCH', '', { settings })).status).toBe(200)
  expect((await operator('PUT', '/provider-key', { key: marks.providerKey })).status).toBe(200)

  const { token } = await json<{ token: string }>(
    'token',
    '--project',
    project.key,
    '--user',
    marks.user,
    '--name',
    marks.user,
  )
  const user = await RestUser.signIn(server.url, { project: project.key, token })
  await using client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
  await client.hello(user.token)
  const ended = (id: string): Promise<Message> =>
    vi.waitFor(async () => {
      const message = await user.get<Message>(`/v1/messages/${id}`)
      expect(message.generation?.end).toBeTruthy()
      return message
    }, patience)
  const said = `${marks.question} ${marks.email} ${marks.listed} ${marks.rule}`

  // A tool that is not there, one whose arguments are broken, an answer, and a moderation that repeats what it is asked.
  let rounds = 0
  service.always(request => {
    if (isModeration(request)) return refuse(500, `You said ${JSON.stringify(request.body)} ${marks.moderated}`)
    rounds++
    if (rounds === 1) {
      return callTools([
        { id: 'c1', name: marks.toolName, arguments: `{"q":"${marks.toolArgument}"}` },
        { id: 'c2', name: 'search_threads', arguments: `{"query":"${marks.toolArgument}"` },
        { id: 'c3', name: 'search_threads', arguments: `{"query":"${marks.toolArgument}"}` },
      ])
    }
    return answer([marks.answer, ' and ', marks.rule, ' to [EMAIL_1]'])
  })
  const first = await user.post<{ thread: { id: string }; answer: Message }>('/v1/threads', {
    title: marks.title,
    message: { text: said },
  })
  await client.subscribe({ thread: first.thread.id, afterSeq: 0 })
  expect((await ended(first.answer.id)).generation?.state).toBe('done')
  expect(rounds).toBeGreaterThan(1)

  // Services that fail in each way, and repeat what they were asked.
  const failing = [
    refuse(400, `${marks.failure} ${said}`),
    refuse(401, `${marks.failure} ${marks.providerKey}`),
    refuse(429, marks.failure),
    { status: 200, steps: [{ raw: `data: {"broken ${marks.failure}\n\n` }] },
    { status: 200, steps: [{ data: { error: { message: marks.failure, code: 500 } } }] },
    { status: 200, steps: [{ cut: true as const }] },
  ]
  for (const reply of failing) {
    service.always(request => (isModeration(request) ? { status: 200, json: { results: [marks.moderated] } } : reply))
    const asked = await user.post<{ answer: Message }>(`/v1/threads/${first.thread.id}/messages`, { text: said })
    expect((await ended(asked.answer.id)).generation?.state).not.toBe('done')
  }
  await client.command('updateThread', { thread: first.thread.id, title: `${marks.title} again` })
  await user.call('PATCH', `/v1/threads/${first.thread.id}`, { json: { title: { [marks.title]: marks.title } } })
  client.sendRaw(`{"type":"${marks.question}`)
  await client.next('error', ({ problem }) => problem.code === 'invalid_json')

  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  expect(metrics).toMatch(/chat_view_verdicts_total\{[^}]*\} [1-9]/)
  expect(await server.kill('SIGTERM')).toBe(0)
  const log = server.output
  expect(log).toContain('moderation could not be asked')
  expect(log).toContain('"level":"debug"')
  const secrets = { ...marks, operatorKey: key, hostToken: token, accessToken: user.token, visitor: 'sk-scripted' }
  for (const [name, secret] of Object.entries(secrets)) {
    const line = log.split('\n').find(one => one.includes(secret))
    expect(line, name).toBeUndefined()
    expect(metrics.includes(secret), name).toBe(false)
  }
})
