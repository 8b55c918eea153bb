import type { Message, Page, ThreadEntry } from '@chat-view/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withMongo } from '../testing/mongo-server.ts'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'

const rules = (env: () => Record<string, string>): void => {
  let server: ServerProcess
  let ada: RestUser
  beforeAll(async () => {
    server = await startServerProcess({ ...roomyLimits, ...env() })
    ada = await RestUser.signIn(server.url)
  }, 120_000)
  afterAll(async () => {
    await server?.close()
    expect(server?.output).not.toMatch(/"level":"(error|fatal)"/)
  })

  /** A thread of some messages, the first of which is answered. */
  const threadOf = async (who: RestUser, ...texts: string[]): Promise<ThreadEntry> => {
    const [text = 'One', ...more] = texts
    const { thread } = await who.post<{ thread: ThreadEntry }>('/v1/threads', { message: { text } })
    for (const next of more) await who.post(`/v1/threads/${thread.id}/messages`, { text: next, answer: false })
    return thread
  }

  it('ST5 a cursor of another list, of another’s list, edited or too long is no cursor', async () => {
    const [one, two] = [await threadOf(ada, 'a', 'b', 'c'), await threadOf(ada, 'd', 'e', 'f')]
    const eve = await RestUser.signIn(server.url)
    await threadOf(eve)
    await threadOf(eve)
    const messages = await ada.get<Page<Message>>(`/v1/threads/${one.id}/messages?limit=1`)
    const threads = await ada.get<Page<ThreadEntry>>('/v1/threads?limit=1')
    const cursor = messages.before ?? ''
    const places: [RestUser, string][] = [
      [ada, `/v1/threads/${two.id}/messages?before=${cursor}`],
      [ada, `/v1/threads?after=${cursor}`],
      [ada, `/v1/threads?archived=true&after=${threads.after}`],
      [ada, `/v1/threads/${one.id}/messages?before=${threads.after}`],
      [eve, `/v1/threads?after=${threads.after}`],
      [ada, `/v1/threads/${one.id}/messages?before=${cursor.slice(0, -2)}AA`],
      [ada, `/v1/threads/${one.id}/messages?before=${cursor}${cursor}`],
      [ada, `/v1/threads/${one.id}/messages?before=${cursor}&after=${threads.after}`],
      [ada, `/v1/threads/${one.id}/messages?before=${'x'.repeat(5_000)}`],
      [ada, `/v1/threads/${one.id}/messages?before=`],
      [ada, `/v1/threads/${one.id}/messages?before=${cursor}&before=${cursor}`],
      [ada, `/v1/threads/${one.id}/messages?after=%00`],
    ]
    for (const [who, path] of places) expect([path, await who.refusal('GET', path)]).toEqual([path, 'invalid_cursor'])
    expect(await ada.refusal('GET', `/v1/threads/${one.id}/messages?before=${cursor}`)).toBe('200')
  })

  it('ST5 a limit is a whole number from 1 to 200', async () => {
    const { id } = await threadOf(ada)
    const wrong = ['0', '201', '1e3', '-1', '1.5', ' 5', '0x10', 'ten', '', '9'.repeat(40), '5&limit=6', '１']
    for (const path of ['/v1/threads', `/v1/threads/${id}/messages`, '/v1/search']) {
      for (const limit of wrong) {
        const asked = `${path}?q=x&limit=${limit}`
        expect([asked, await ada.refusal('GET', asked)]).toEqual([asked, 'invalid_request'])
      }
    }
    for (const path of ['/v1/threads', `/v1/threads/${id}/messages`])
      for (const limit of ['1', '200']) expect(await ada.refusal('GET', `${path}?limit=${limit}`)).toBe('200')
  })

  it('SE10 a title of a megabyte is refused, and the thread keeps its own', async () => {
    const { id, title } = await threadOf(ada, 'Mine')
    const long = 'x'.repeat(1_000_000)
    expect(await ada.refusal('PATCH', `/v1/threads/${id}`, { json: { title: long } })).toBe('too_large')
    expect(await ada.refusal('POST', '/v1/threads', { json: { title: long } })).toBe('too_large')
    expect(await ada.refusal('PATCH', `/v1/threads/${id}`, { json: { title: 'x'.repeat(10_000) } })).toBe(
      'invalid_request',
    )
    await using client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
    await client.hello(ada.token)
    expect(await client.command('updateThread', { thread: id, title: 'x'.repeat(100_000) })).toMatchObject({
      type: 'error',
      problem: { code: 'invalid_request' },
    })
    expect(await ada.get(`/v1/threads/${id}`)).toMatchObject({ title })
  })

  it('CV2 an archived thread takes no messages, a deleted one takes nothing, and both say why', async () => {
    const [old, gone] = [await threadOf(ada, 'Old'), await threadOf(ada, 'Gone')]
    const [message] = (await ada.get<Page<Message>>(`/v1/threads/${gone.id}/messages`)).items
    await ada.call('PATCH', `/v1/threads/${old.id}`, { json: { archived: true } })
    await ada.call('DELETE', `/v1/threads/${gone.id}`)
    const say = (id: string) => ada.refusal('POST', `/v1/threads/${id}/messages`, { json: { text: 'Hello' } })
    expect([await say(old.id), await say(gone.id)]).toEqual(['thread_archived', 'deleted'])
    const asked: [string, string, object?][] = [
      ['GET', `/v1/threads/${gone.id}`],
      ['GET', `/v1/threads/${gone.id}/messages`],
      ['PATCH', `/v1/threads/${gone.id}`, { title: 'Back' }],
      ['POST', `/v1/threads/${gone.id}/participants`, { user: 'eve', role: 'viewer' }],
      ['POST', `/v1/threads/${gone.id}/invites`, { role: 'viewer' }],
      ['GET', `/v1/search?q=gone&thread=${gone.id}`],
      ['PATCH', `/v1/messages/${message?.id}`, { text: 'Other' }],
    ]
    const codes: [string, string][] = []
    for (const [method, path, json] of asked) codes.push([path, await ada.refusal(method, path, { json })])
    expect(codes).toEqual(asked.map(([, path]) => [path, 'deleted']))
    expect(await ada.refusal('DELETE', `/v1/threads/${gone.id}`)).toMatch(/^2|deleted/)
  })
}

describe('bad lists on SQLite', () => rules(() => ({})))

await withMongo('bad lists on MongoDB', mongo => rules(() => ({ DATABASE_URL: mongo.newUrl() })))
