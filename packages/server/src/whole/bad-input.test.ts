import { randomUUID } from 'node:crypto'
import type { Message, ThreadEntry } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { type AnsweringOpenAI, startAnsweringOpenAI } from '../testing/whole-server/answering-openai.ts'
import { type Bystander, openBystander } from '../testing/whole-server/bystander.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'
import { runCommand } from '../testing/whole-server/run-command.ts'
import { lookInto } from '../testing/whole-server/stored-texts.ts'

let ai: AnsweringOpenAI
let server: ServerProcess
let rest: RestUser
let mine: { readonly thread: ThreadEntry; readonly message: Message; readonly answer: Message }
let bystander: Bystander

beforeAll(async () => {
  ai = await startAnsweringOpenAI({ words: 15, pace: 2 })
  server = await startServerProcess({ ...roomyLimits, ...ai.env })
  rest = await RestUser.signIn(server.url)
  mine = await rest.post('/v1/threads', { message: { text: 'Mine' } })
})
afterAll(async () => {
  await server.close()
  await ai[Symbol.asyncDispose]()
})
beforeEach(async () => {
  bystander = await openBystander(server.url, ai)
})
// Whatever was done in a test: others have noticed nothing, and the server has no error of its own to tell.
afterEach(async () => {
  expect(await bystander.leave()).toEqual([])
  expect(bystander.read).toBeGreaterThan(0)
  expect(server.output).not.toMatch(/"level":"(error|fatal)"/)
})

const enter = async (who = rest): Promise<SocketClient> => {
  const client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
  await client.hello(who.token)
  return client
}

const storedMessages = (commandIds: readonly string[]): number =>
  lookInto(server.folder, db => {
    const one = db.prepare('SELECT count(*) AS n FROM messages WHERE command_id = ?')
    return commandIds.reduce((sum, id) => sum + Number(one.get(id)?.n), 0)
  })

it('SE10 broken, binary, unknown and oversized frames get an error with a code each, and the connection goes on', async () => {
  await using client = await enter()
  const frames: [string | Buffer, string][] = [
    ['{"type":', 'invalid_json'],
    ['\u0000', 'invalid_json'],
    [Buffer.from([0xff, 0xfe, 0x00]), 'invalid_frame'],
    ['{"type":"dance"}', 'invalid_frame'],
    ['[[[[]]]]', 'invalid_frame'],
    ['{"__proto__":{"type":"ping"}}', 'invalid_frame'],
    [`{"type":"subscribe","id":"s","thread":{"$gt":""}}`, 'invalid_frame'],
    [`{"type":"subscribe","id":"s","thread":"${mine.thread.id}","afterSeq":-1}`, 'invalid_frame'],
    [JSON.stringify({ type: 'typing', thread: 'x'.repeat(bounds.clientFrame), on: true }), 'too_large'],
  ]
  for (const [frame, code] of frames) {
    client.sendRaw(frame)
    expect((await client.next('error')).problem.code).toBe(code)
  }
  await client.subscribe({ thread: mine.thread.id })
})

it('SE8 who sends only nonsense, or a frame beyond all measure, is closed', async () => {
  await using noisy = await enter()
  for (let at = 0; at < 100; at++) noisy.sendRaw('nonsense')
  expect(await noisy.closed).toMatchObject({ code: 4205 })
  await using huge = await enter()
  huge.sendRaw('x'.repeat(8 * bounds.clientFrame))
  expect(await huge.closed).toMatchObject({ code: 1009 })
})

it('SE5 of a thousand commands in a burst each is answered, what is accepted is stored, and what is refused is not', async () => {
  await using client = await enter()
  const ids = Array.from({ length: 1_000 }, () => randomUUID())
  for (const id of ids) {
    const args = { thread: mine.thread.id, text: 'Burst', answer: false }
    client.send({ type: 'command', id, name: 'sendMessage', arguments: args })
  }
  const [done, refused] = [new Set<string>(), new Map<string, string>()]
  await client.until(() => {
    for (const frame of client.frames) {
      if (frame.type === 'result') done.add(frame.id)
      else if (frame.type === 'error' && frame.id) refused.set(frame.id, frame.problem.code)
    }
    return done.size + refused.size === ids.length
  })
  expect(done.size).toBeGreaterThan(0)
  expect([...new Set(refused.values())].filter(code => code !== 'too_many')).toEqual([])
  expect(storedMessages([...done])).toBe(done.size)
  expect(storedMessages([...refused.keys()])).toBe(0)
})

it('CV9 ids of other users and of other projects are not found, by either door', async () => {
  const other = await runCommand<{ id: string; key: string }>(server.folder, 'project', 'create', '--name', 'Other')
  const strangers = [await RestUser.signIn(server.url), await RestUser.signIn(server.url, { project: other.key })]
  const { thread, message, answer } = mine
  for (const stranger of strangers) {
    const codes = await Promise.all([
      stranger.refusal('GET', `/v1/threads/${thread.id}`),
      stranger.refusal('GET', `/v1/threads/${thread.id}/messages`),
      stranger.refusal('GET', `/v1/threads/${thread.id}/participants`),
      stranger.refusal('PATCH', `/v1/threads/${thread.id}`, { json: { title: 'Taken' } }),
      stranger.refusal('DELETE', `/v1/threads/${thread.id}`),
      stranger.refusal('POST', `/v1/threads/${thread.id}/messages`, { json: { text: 'Hello' } }),
      stranger.refusal('GET', `/v1/messages/${message.id}`),
      stranger.refusal('GET', `/v1/messages/${message.id}/edits`),
      stranger.refusal('GET', `/v1/messages/${answer.id}/versions`),
      stranger.refusal('PATCH', `/v1/messages/${message.id}`, { json: { text: 'Other' } }),
      stranger.refusal('DELETE', `/v1/messages/${message.id}`),
      stranger.refusal('POST', `/v1/messages/${answer.id}/regenerate`, { json: {} }),
      stranger.refusal('POST', `/v1/messages/${answer.id}/stop`, { json: { generation: answer.generation?.id } }),
      stranger.refusal('GET', `/v1/threads/${randomUUID()}`),
    ])
    expect([...new Set(codes)]).toEqual(['not_found'])
    await using client = await enter(stranger)
    await expect(client.subscribe({ thread: thread.id })).rejects.toThrow('not_found')
    const commands: [string, object][] = [
      ['sendMessage', { thread: thread.id, text: 'Hello' }],
      ['deleteThread', { thread: thread.id }],
      ['editMessage', { message: message.id, text: 'Other' }],
      ['regenerate', { message: answer.id }],
    ]
    for (const [name, args] of commands)
      expect(await client.command(name, args)).toMatchObject({ type: 'error', problem: { code: 'not_found' } })
  }
  expect((await rest.get<ThreadEntry>(`/v1/threads/${thread.id}`)).title).toBe(mine.thread.title)
})

it('SE10 an object, a list or a word in an id’s place is refused by either door', async () => {
  await using client = await enter()
  const notIds: unknown[] = [{ $gt: '' }, [mine.message.id], 'hello', '', null, 7, `${mine.message.id}\0`]
  for (const message of notIds) {
    for (const name of ['editMessage', 'regenerate', 'deleteMessage']) {
      const answer = await client.command(name, { message, text: 'Other' })
      expect(answer).toMatchObject({ type: 'error', problem: { code: 'invalid_request', status: 400 } })
    }
    const json = { generation: message }
    expect(await rest.refusal('POST', `/v1/messages/${mine.answer.id}/stop`, { json })).toBe('invalid_request')
  }
  for (const id of ['%7B%22$gt%22:%22%22%7D', '%00', '..%2f..%2fetc', 'a'.repeat(2_000)])
    expect(await rest.refusal('GET', `/v1/messages/${id}`)).toBe('invalid_request')
})

it('ST5 cursors that were made up, changed, or given to somebody else or by another list are refused', async () => {
  const other = await RestUser.signIn(server.url)
  const started = await other.post<{ thread: ThreadEntry }>('/v1/threads', { title: 'Theirs' })
  await other.post('/v1/threads', { title: 'Also theirs' })
  const page = await other.get<{ before: string | null; after: string | null }>('/v1/threads?limit=1')
  const cursor = page.after ?? page.before ?? ''
  expect(cursor).not.toBe('')
  const changed = `${cursor.slice(0, -3)}${cursor.endsWith('AAA') ? 'BBB' : 'AAA'}`
  for (const way of ['before', 'after']) {
    for (const wrong of ['1', changed, btoa('{"id":1}'), 'x'.repeat(1_500)])
      expect(await other.refusal('GET', `/v1/threads?${way}=${wrong}`)).toBe('invalid_cursor')
    expect(await rest.refusal('GET', `/v1/threads?${way}=${cursor}`)).toBe('invalid_cursor')
    const path = `/v1/threads/${started.thread.id}/messages?${way}=${cursor}`
    expect(await other.refusal('GET', path)).toBe('invalid_cursor')
  }
  expect(await other.refusal('GET', `/v1/threads?limit=1&after=${cursor}`)).toBe('200')
})

it('SE10 lone surrogates are replaced, NUL and a megabyte are refused, by either door, and nothing of them is stored', async () => {
  await using client = await enter()
  const { id: thread } = mine.thread
  const path = `/v1/threads/${thread}/messages`
  const lone = await rest.call('POST', path, { body: '{"text":"a\\ud83d b\\udc00 😀","answer":false}' })
  expect(JSON.parse(lone.text)).toMatchObject({ message: { parts: [{ text: 'a\ufffd b\ufffd 😀' }] } })
  const framed = await client.command('sendMessage', { thread, text: 'c\udc00', answer: false })
  expect(framed).toMatchObject({ result: { message: { parts: [{ text: 'c\ufffd' }] } } })
  const ids = Array.from({ length: 4 }, () => randomUUID()) as [string, string, string, string]
  const mega = 'm'.repeat(1_000_000)
  expect(await rest.refusal('POST', path, { json: { text: 'a\0b' }, commandId: ids[0] })).toBe('invalid_request')
  expect(await rest.refusal('POST', path, { json: { text: mega }, commandId: ids[1] })).toBe('too_large')
  expect(await client.command('sendMessage', { thread, text: 'a\0b' }, ids[2])).toMatchObject({
    problem: { code: 'invalid_request' },
  })
  expect(await client.command('sendMessage', { thread, text: mega }, ids[3])).toMatchObject({
    problem: { code: 'too_large' },
  })
  expect(storedMessages(ids)).toBe(0)
})
