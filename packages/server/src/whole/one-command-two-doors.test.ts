import { randomUUID } from 'node:crypto'
import type { Message } from '@chat-view/protocol'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { type AnsweringOpenAI, startAnsweringOpenAI } from '../testing/whole-server/answering-openai.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'
import { lookInto } from '../testing/whole-server/stored-texts.ts'

const patience = { timeout: 45_000, interval: 20 }

let ai: AnsweringOpenAI
let server: ServerProcess
let rest: RestUser
let thread: string

interface Sent {
  readonly message: Message
  readonly answer: Message
}

beforeAll(async () => {
  ai = await startAnsweringOpenAI({ words: 3, pace: 1 })
  server = await startServerProcess({ ...roomyLimits, ...ai.env })
  rest = await RestUser.signIn(server.url)
  thread = (await rest.post<{ thread: { id: string } }>('/v1/threads', { title: 'Doors' })).thread.id
})
afterAll(async () => {
  await server.close()
  await ai[Symbol.asyncDispose]()
})

const enter = async (): Promise<SocketClient> => {
  const client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
  await client.hello(rest.token)
  return client
}

const count = (query: string, ...values: string[]): number =>
  lookInto(server.folder, db => Number(db.prepare(query).get(...values)?.n))

const ended = (answers: readonly string[]): Promise<unknown> =>
  vi.waitUntil(
    () =>
      answers.every(
        id => count('SELECT count(*) AS n FROM generations WHERE message_id = ? AND ended_at IS NOT NULL', id) > 0,
      ),
    patience,
  )

const post = async (body: object, id: string): Promise<Sent> => rest.post(`/v1/threads/${thread}/messages`, body, id)

/** Waits as long as the server asks for, where it has too much to do just now. */
const command = async (client: SocketClient, body: object, id: string): Promise<Sent> => {
  const answers = () =>
    client.frames.filter(frame => (frame.type === 'result' || frame.type === 'error') && frame.id === id)
  for (;;) {
    const before = answers().length
    client.send({ type: 'command', id, name: 'sendMessage', arguments: { thread, ...body } })
    await client.until(() => answers().length > before)
    const answer = answers().at(-1)
    if (answer?.type === 'result') return answer.result as Sent
    if (answer?.type !== 'error') throw new Error('no answer came')
    const { code, retryAfter } = answer.problem
    if (code !== 'overloaded' && code !== 'too_many') throw new Error(code)
    await new Promise(resolve => setTimeout(resolve, (retryAfter ?? 1) * 1_000))
  }
}

it('RT11 one command id through both doors fifty times at once is stored once, answered once, and paid for once', async () => {
  await using first = await enter()
  await using second = await enter()
  const id = randomUUID()
  const body = { text: 'Only once' }
  const before = ai.service.requests.length
  const sent = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      // A connection has one answer for an id at a time: its own repetitions follow one another.
      at < 2 ? command(at === 0 ? first : second, body, id) : post(body, id),
    ),
  )
  const [{ message, answer }] = sent as [Sent]
  for (const other of sent) expect([other.message.id, other.answer.id]).toEqual([message.id, answer.id])
  await ended([answer.id])
  expect(ai.service.requests.length - before).toBe(1)
  expect(count('SELECT count(*) AS n FROM messages WHERE command_id = ?', id)).toBe(1)
  expect(count('SELECT count(*) AS n FROM generations WHERE message_id = ?', answer.id)).toBe(1)
  // Also much later, and through the other door, it is the same answer.
  expect((await command(second, body, id)).answer.id).toBe(answer.id)
  expect((await post(body, id)).answer.id).toBe(answer.id)
  expect(ai.service.requests.length - before).toBe(1)
})

it('RT11 fifty command ids, each through both doors at the same time, make fifty messages and fifty calls', async () => {
  await using client = await enter()
  const before = ai.service.requests.length
  const pairs = await Promise.all(
    Array.from({ length: 50 }, async (_, at) => {
      const { thread: made } = await rest.post<{ thread: { id: string } }>('/v1/threads', {})
      const id = randomUUID()
      const text = `Question ${at}`
      const [one, other] = await Promise.all([
        rest.post<Sent>(`/v1/threads/${made.id}/messages`, { text }, id),
        command(client, { thread: made.id, text }, id),
      ])
      expect(other.answer.id).toBe(one.answer.id)
      return { id, answer: one.answer.id }
    }),
  )
  await ended(pairs.map(({ answer }) => answer))
  for (const { id } of pairs) expect(count('SELECT count(*) AS n FROM messages WHERE command_id = ?', id)).toBe(1)
  expect(ai.service.requests.length - before).toBe(50)
})

it('RT11 the same id with another body is refused by both doors, and nothing of it is stored', async () => {
  await using client = await enter()
  const id = randomUUID()
  const { answer } = await post({ text: 'As it was' }, id)
  await ended([answer.id])
  const before = ai.service.requests.length
  await expect(command(client, { text: 'Otherwise' }, id)).rejects.toThrow('idempotency_mismatch')
  await expect(post({ text: 'Otherwise' }, id)).rejects.toThrow('idempotency_mismatch')
  expect(ai.service.requests.length).toBe(before)
  expect(count('SELECT count(*) AS n FROM messages WHERE command_id = ?', id)).toBe(1)
})
