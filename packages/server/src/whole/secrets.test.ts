import { randomUUID } from 'node:crypto'
import type { Message, Problem } from '@chat-view/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refuse } from '../testing/scripted-openai/openai-reply.ts'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { SocketClient, UpgradeRefused } from '../testing/socket-client.ts'
import { type AnsweringOpenAI, startAnsweringOpenAI } from '../testing/whole-server/answering-openai.ts'
import { RestUser, textOfMessage } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'

let ai: AnsweringOpenAI
let server: ServerProcess
let rest: RestUser

beforeAll(async () => {
  ai = await startAnsweringOpenAI({ words: 20, pace: 1 })
  server = await startServerProcess({ ...roomyLimits, ...ai.env, LOG_LEVEL: 'trace' })
  rest = await RestUser.signIn(server.url)
})
afterAll(async () => {
  await server.close()
  await ai[Symbol.asyncDispose]()
})

it.each(['token', 'access_token', 'jwt', 'q'])('SE3 a token in a URL (as %s) opens nothing', async name => {
  const query = `${name}=${rest.token}`
  const read = await fetch(`${server.url}/v1/threads?${query}`)
  expect(read.status).toBe(400)
  expect(await read.text()).not.toContain(rest.token)
  const refused: unknown = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws?${query}`).catch(
    error => error,
  )
  if (!(refused instanceof UpgradeRefused)) throw new Error('A token in the address was taken')
  expect(refused.problem).toMatchObject({ code: 'invalid_request', status: 400 })
  expect(JSON.stringify(refused.problem)).not.toContain(rest.token)
})

it('SE1 no token is no entry, a made-up one neither, and neither door says more than that', async () => {
  const [head = '', body = '', signature = ''] = rest.token.split('.')
  const forged = [head, Buffer.from('{"sub":"somebody"}').toString('base64url'), signature].join('.')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  const codes = new Set<string>()
  for (const token of ['', 'x', forged, `${none}.${body}.`, `${head}.${body}.`]) {
    const response = await fetch(`${server.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(response.status).toBe(401)
    codes.add(((await response.json()) as Problem).code)
    if (token === '') continue
    await using client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
    await expect(client.hello(token)).rejects.toThrow()
    expect((await client.closed).code).toBe(4101)
  }
  expect([...codes].sort()).toEqual(['token_invalid', 'unauthenticated'])
})

it('SE9 a whole run at the finest level logs no token, no text and no title, and no error repeats them', async () => {
  const marks = Array.from({ length: 8 }, (_, at) => `mark${at}${randomUUID().replaceAll('-', '')}`)
  const [title = '', question = '', edited = '', late = '', bad = '', renamed = '', reason = '', cursor = ''] = marks
  const answers: string[] = []
  const keep = async (method: string, path: string, json?: unknown, headers?: Record<string, string>) => {
    const { text } = await rest.call(method, path, { json, ...(headers ? { headers } : {}) })
    return JSON.parse(text) as Record<string, { id: string }> & Problem
  }
  await using client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
  await client.hello(rest.token)
  const { thread, message, answer } = await keep('POST', '/v1/threads', { title, message: { text: question } })
  await client.subscribe({ thread: thread?.id ?? '', afterSeq: 0 })
  await client.until(() => client.answers.ended(answer?.id ?? ''))
  answers.push(textOfMessage(await rest.get<Message>(`/v1/messages/${answer?.id}`)))
  // A provider that fails, and repeats what it was asked.
  ai.service.next(refuse(400, `You said ${edited}`))
  const again = await keep('PATCH', `/v1/messages/${message?.id}`, { text: edited })
  await client.until(() => client.answers.ended(again.answer?.id ?? ''))
  await client.command('updateThread', { thread: thread?.id, title: renamed })
  await client.command('giveFeedback', { message: answer?.id, feedback: { rating: 'down', reason } })

  // Refusals, whose problems and log lines are as silent.
  const problems = [
    await keep('POST', `/v1/threads/${thread?.id}/messages`, { text: `${bad}\0` }),
    await keep('PATCH', `/v1/messages/${message?.id}`, { text: late, version: 1 }),
    await keep('GET', `/v1/threads?after=${cursor}`),
    (await client.command('sendMessage', { thread: thread?.id, text: { [bad]: bad } })).type,
    (await client.command(bad, { text: bad })).type,
  ]
  client.sendRaw(`{"type":"${bad}"`)
  client.sendRaw(JSON.stringify({ type: 'hello', token: rest.token, protocol: 'x' }))
  await client.next('error', ({ problem }) => problem.code === 'invalid_json')
  expect(problems.slice(0, 3)).toMatchObject([{ status: 400 }, { status: 409 }, { status: 400 }])
  const told = JSON.stringify([problems[0], problems[2], client.frames.filter(({ type }) => type === 'error')])
  for (const mark of marks) expect(told).not.toContain(mark)

  expect(await server.kill('SIGTERM')).toBe(0)
  const log = server.output
  // It does log, and at that level.
  expect(log).toMatch(/"level":"(trace|debug|info)"/)
  const secrets = [rest.token, rest.token.split('.')[2], rest.session.visitor, 'sk-scripted', ...marks]
  for (const secret of secrets) expect(log.includes(secret ?? '?'), secret ?? 'no secret').toBe(false)
  for (const text of answers) expect(log).not.toContain(text.slice(0, 40))
})
