import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import type { Page, Receipt, ThreadEntry } from '@chat-view/protocol'
import { threadEvent } from '@chat-view/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type MongoServer, withMongo } from '../testing/mongo-server.ts'
import { runLine } from '../testing/run-line.ts'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'

const patience = { timeout: 60_000, interval: 50 }
const kills = 2

const rules = (env: () => Record<string, string>): void => {
  let server: ServerProcess
  let place: Record<string, string>
  beforeAll(async () => {
    place = env()
    server = await startServerProcess({ ...roomyLimits, PURGE_INTERVAL: '1s', SHUTDOWN_GRACE: '2s', ...place })
  }, 120_000)
  afterAll(() => server?.close())

  const line = async <T>(...args: string[]): Promise<T> => {
    const known = { DATABASE_URL: `sqlite:${server.folder}/chat-view.db`, DATA_FOLDER: server.folder, ...place }
    return JSON.parse((await runLine([...args, '--json'], known)).out) as T
  }

  /** Kills the server at some moment of what is going on, and starts it again. */
  const killAmid = async (going: Promise<unknown>, within: number): Promise<void> => {
    const ended = going.catch(() => {})
    await new Promise(resolve => setTimeout(resolve, Math.random() * within))
    await server.kill('SIGKILL')
    await ended
    await server.start()
  }

  const begin = async (who: RestUser, text?: string): Promise<string> => {
    const { thread } = await who.post<{ thread: ThreadEntry }>('/v1/threads', {})
    if (text !== undefined) await who.post(`/v1/threads/${thread.id}/messages`, { text, answer: false })
    return thread.id
  }

  const healthy = async (): Promise<void> => {
    await vi.waitFor(
      async () => expect(await line('reconcile', '--dry-run')).toMatchObject({ found: 0, audit: [] }),
      patience,
    )
  }

  const metric = async (name: string): Promise<string> => {
    const text = await (await fetch(`${server.url}/metrics`)).text()
    return new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1] ?? ''
  }

  it('ST8 an erasure that a kill cut off is finished once, and who asked gets its receipt', async () => {
    for (let kill = 0; kill < kills; kill++) {
      const [ada, eve] = [await RestUser.signIn(server.url), await RestUser.signIn(server.url)]
      for (let at = 0; at < 55; at++) await begin(ada, `Of mine ${at}`)
      const shared = await begin(eve, 'Of both')
      const { token } = await eve.post<{ token: string }>(`/v1/threads/${shared}/invites`, { role: 'collaborator' })
      await ada.post('/v1/invites/accept', { token })
      for (let at = 0; at < 55; at++)
        await ada.post(`/v1/threads/${shared}/messages`, { text: `For both ${at}`, answer: false })
      await killAmid(ada.call('DELETE', '/v1/me'), 120)
      const asked = await ada.call('DELETE', '/v1/me')
      expect(asked.status).toBe(200)
      const receipt = JSON.parse(asked.text) as Receipt
      expect(receipt.counts).toEqual({ threads: 55, messages: 55 })
      expect(JSON.parse((await ada.call('DELETE', '/v1/me')).text)).toEqual(receipt)
      const { items } = await eve.get<Page<{ deletedAt: number | null }>>(`/v1/threads/${shared}/messages?limit=200`)
      expect(items.filter(({ deletedAt }) => deletedAt === null)).toHaveLength(1)
      await healthy()
    }
  })

  it('ST8 a purge that a kill cut off goes on, and what stays adds up', async () => {
    const ada = await RestUser.signIn(server.url)
    const kept = await begin(ada, 'Kept')
    for (let kill = 0; kill < kills; kill++) {
      const ids: string[] = []
      for (let at = 0; at < 40; at++) ids.push(await begin(ada, `Gone ${kill} ${at}`))
      for (const id of ids) await ada.call('DELETE', `/v1/threads/${id}`)
      await killAmid(Promise.resolve(), 1_500)
      await healthy()
    }
    expect((await ada.get<Page<ThreadEntry>>('/v1/threads')).items.map(({ id }) => id)).toEqual([kept])
    await vi.waitFor(async () => expect(await metric('chat_view_outbox_waiting')).toBe('0'), patience)
  })

  it('CV1 titles that were due when it was killed come once each', async () => {
    const ada = await RestUser.signIn(server.url)
    for (let kill = 0; kill < kills; kill++) {
      const ids: string[] = []
      for (let at = 0; at < 10; at++) ids.push(await begin(ada))
      const going = Promise.all(
        ids.map(id => ada.post(`/v1/threads/${id}/messages`, { text: `How ${id}?`, answer: false }, id)),
      )
      await killAmid(going, 100)
      for (const id of ids) await ada.post(`/v1/threads/${id}/messages`, { text: `How ${id}?`, answer: false }, id)
      const titles = () =>
        Promise.all(ids.map(async id => (await ada.get<ThreadEntry>(`/v1/threads/${id}`)).title !== null))
      await vi.waitFor(async () => expect(new Set(await titles())).toEqual(new Set([true])), patience)
      await using client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
      await client.hello(ada.token)
      for (const thread of ids) {
        const { events } = await client.subscribe({ thread, afterSeq: 0 })
        const types = events.map(event => threadEvent.parse(event).type)
        expect(types.filter(type => type === 'thread.updated')).toHaveLength(1)
        expect(types.filter(type => type === 'message.created')).toHaveLength(1)
      }
    }
    await healthy()
  })

  it('SE2 a claim that a kill cut off is done once, whole or not at all', async () => {
    const project = await line<{ key: string }>('project', 'create', '--name', 'Shop')
    await line('key', 'create', '--project', project.key)
    for (let kill = 0; kill < kills; kill++) {
      const { token: known } = await line<{ token: string }>('token', '--project', project.key, '--user', `ada${kill}`)
      const visitor = await RestUser.signIn(server.url, { project: project.key })
      const ada = await RestUser.signIn(server.url, { project: project.key, token: known })
      for (let at = 0; at < 50; at++) await begin(visitor, `Before ${at}`)
      const { token } = await visitor.post<{ token: string }>('/v1/me/claims', {})
      const id = randomUUID()
      await killAmid(ada.call('POST', '/v1/me/claim', { json: { token }, commandId: id }), 60)
      expect([0, 50]).toContain((await ada.get<Page<ThreadEntry>>('/v1/threads?limit=200')).items.length)
      expect(await ada.post('/v1/me/claim', { token }, id)).toMatchObject({ threads: 50 })
      expect((await ada.get<Page<ThreadEntry>>('/v1/threads?limit=200')).items).toHaveLength(50)
      expect(await ada.post('/v1/me/claim', { token })).toMatchObject({ threads: 0 })
    }
    await healthy()
  })

  it('RT15 asked to stop amid its upkeep, it ends in time with 0 and leaves no journal behind', async () => {
    const [ada, eve] = [await RestUser.signIn(server.url), await RestUser.signIn(server.url)]
    for (let at = 0; at < 60; at++) {
      await begin(ada, `Of mine ${at}`)
      await eve.call('DELETE', `/v1/threads/${await begin(eve, `Gone ${at}`)}`)
    }
    const going = ada.call('DELETE', '/v1/me').catch(() => {})
    await eve.post('/v1/threads', { message: { text: 'A long answer' } })
    expect(await server.kill('SIGTERM')).toBe(0)
    await going
    expect((await readdir(server.folder)).filter(name => /-(wal|shm|journal)$|\.pid$/.test(name))).toEqual([])
    await server.start()
    expect(JSON.parse((await ada.call('DELETE', '/v1/me')).text)).toMatchObject({ counts: { threads: 60 } })
    await healthy()
  })
}

describe('a server killed amid its upkeep, on SQLite', { timeout: 500_000 }, () => rules(() => ({})))

await withMongo(
  'a server killed amid its upkeep, on MongoDB',
  (mongo: MongoServer) =>
    describe('killed', { timeout: 500_000 }, () => rules(() => ({ DATABASE_URL: mongo.newUrl() }))),
  { transactionSeconds: 3 },
)
