import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message } from '@chat-view/protocol'
import { afterEach, expect, it, test } from 'vitest'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { startAnsweringOpenAI } from '../testing/whole-server/answering-openai.ts'
import { RestUser, textOfMessage } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'

const patience = { timeout: 45_000, interval: 10 }

const cleanUp: (() => PromiseLike<unknown>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

interface Reader {
  readonly rest: RestUser
  readonly client: SocketClient
  readonly thread: string
  readonly answer: string
}

/** Someone who has asked and has begun to read. */
const askAndRead = async ({ url, port }: ServerProcess): Promise<Reader> => {
  const rest = await RestUser.signIn(url)
  const client = await SocketClient.connect(`ws://127.0.0.1:${port}/v1/ws`)
  cleanUp.push(() => client[Symbol.asyncDispose]())
  await client.hello(rest.token)
  const made = await rest.post<{ thread: { id: string }; answer: Message }>('/v1/threads', { message: { text: 'Go' } })
  await client.subscribe({ thread: made.thread.id })
  const answer = made.answer.id
  await client.until(() => client.answers.textOf(answer).length > 20)
  return { rest, client, thread: made.thread.id, answer }
}

const start = async (words: number, env: Record<string, string>) => {
  const ai = await startAnsweringOpenAI({ words, pace: 5 })
  cleanUp.push(() => ai[Symbol.asyncDispose]())
  const server = await startServerProcess({ ...roomyLimits, ...ai.env, ...env })
  cleanUp.push(() => server.close())
  return { ai, server }
}

it.each(['SIGTERM', 'SIGINT'] as const)(
  'RT15 after %s clients are told to connect elsewhere, a running answer is finished, and the process ends with 0',
  async signal => {
    const { ai, server } = await start(60, { SHUTDOWN_GRACE: '60s' })
    expect(server.output).toContain(`chat-view is ready at ${server.url}`)
    const { rest, client, answer } = await askAndRead(server)
    const ended = server.kill(signal)
    expect(await client.next('bye')).toMatchObject({ code: 4000 })
    expect(await client.closed).toMatchObject({ code: 4000 })
    // Whoever still comes is not let in.
    await expect.poll(() => fetch(`${server.url}/health`).catch(() => 'refused'), patience).toBe('refused')
    expect(await ended).toBe(0)
    // Database and log were closed in order: nothing waits beside them.
    expect((await readdir(server.folder)).filter(name => /-wal$|-shm$|\.pid$/.test(name))).toEqual([])

    await server.start()
    const message = await rest.get<Message>(`/v1/messages/${answer}`)
    expect(message.generation?.state).toBe('done')
    expect(ai.answers).toEqual([textOfMessage(message)])
  },
)

it('RT15 an answer that does not finish within the grace time is interrupted with all that was shown, and can be continued', async () => {
  const { ai, server } = await start(20_000, { SHUTDOWN_GRACE: '300ms' })
  const { rest, client, answer } = await askAndRead(server)
  expect(await server.kill('SIGTERM')).toBe(0)
  const shown = client.answers.textOf(answer)
  await server.start()
  const message = await rest.get<Message>(`/v1/messages/${answer}`)
  const text = textOfMessage(message)
  expect(message.generation).toMatchObject({ state: 'interrupted', end: { length: text.length } })
  expect(text.startsWith(shown)).toBe(true)
  expect(ai.answers[0]?.startsWith(text)).toBe(true)
  const more = await rest.post<{ message: Message }>(`/v1/messages/${answer}/continue`, {})
  expect(more.message.generation?.id).not.toBe(message.generation?.id)
})

it('RT15 a second signal ends it at once, and what was shown is there at the next start', async () => {
  const { server } = await start(20_000, { SHUTDOWN_GRACE: '600s' })
  const { rest, client, answer } = await askAndRead(server)
  const ended = server.kill('SIGTERM')
  await client.closed
  process.kill(server.pid, 'SIGTERM')
  expect(await ended).toBe(1)
  await server.start()
  const message = await rest.get<Message>(`/v1/messages/${answer}`)
  expect(message.generation?.state).toBe('interrupted')
  expect(textOfMessage(message).startsWith(client.answers.textOf(answer))).toBe(true)
})

/** A program that starts a server, is used, closes it, and then has nothing more to do. */
const program = (source: string): string => `
  const { createServer } = await import(${JSON.stringify(new URL('../create-server.ts', import.meta.url).href)})
  const { loadConfig } = await import(${JSON.stringify(new URL('../config/load-config.ts', import.meta.url).href)})
  const { silentLogger: logger } = await import(${JSON.stringify(new URL('../testing/silent-logger.ts', import.meta.url).href)})
  const server = await createServer(loadConfig(process.env), { logger })
  ${source}
  await server.close()
  console.log('closed')
`

test('RT15 a server that was closed leaves no timer or handle: a program that embeds it ends by itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-embedded-'))
  cleanUp.push(() => rm(folder, { recursive: true, force: true }))
  const use = `
    const session = await (await fetch(server.url + '/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"project":"pk_demo"}',
    })).json()
    const socket = new WebSocket(server.url.replace('http', 'ws') + '/v1/ws')
    await new Promise(resolve => socket.addEventListener('open', resolve))
    socket.send(JSON.stringify({ type: 'hello', token: session.accessToken, protocol: 1 }))
    await new Promise(resolve => socket.addEventListener('message', resolve))
    await fetch(server.url + '/v1/threads', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer ' + session.accessToken },
      body: '{"message":{"text":"A long story"}}',
    })
  `
  const file = join(folder, 'program.mjs')
  await writeFile(file, program(use))
  const child = spawn(process.execPath, ['--conditions=chat-view-source', file], {
    env: { DATABASE_URL: `sqlite:${join(folder, 'chat.db')}`, PORT: '0', SHUTDOWN_GRACE: '100ms' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  cleanUp.push(async () => child.kill('SIGKILL'))
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (printed += chunk))
  const [code] = await once(child, 'close')
  expect([printed, code]).toEqual(['closed\n', 0])
})
