import { randomBytes, randomUUID } from 'node:crypto'
import type { Message, Problem } from '@chat-view/protocol'
import { afterEach, expect, it } from 'vitest'
import { withMongo } from '../testing/mongo-server.ts'
import { withRedis } from '../testing/redis-server.ts'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'
import { RestUser, textOfMessage } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'

const patience = { timeout: 60_000, interval: 50 }

const cleanUp: (() => PromiseLike<unknown>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

interface Readiness {
  readonly http: number
  readonly status: string
  /** Names of what does not work. */
  readonly failing: readonly string[]
}

const readiness = async ({ url }: ServerProcess): Promise<Readiness> => {
  const response = await fetch(`${url}/ready`)
  const { status, checks = [] } = (await response.json()) as {
    status: string
    checks?: readonly { name: string; ok: boolean }[]
  }
  return { http: response.status, status, failing: checks.filter(({ ok }) => !ok).map(({ name }) => name) }
}

/** What one request for an answer meets, without the patience of a client. */
const ask = async ({ url, token }: RestUser, thread: string): Promise<{ status: number; problem: Problem }> => {
  const response = await fetch(`${url}/v1/threads/${thread}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Why?' }),
  })
  return { status: response.status, problem: (await response.json()) as Problem }
}

await withMongo('a whole server on MongoDB', mongo => {
  withRedis('and on a Redis that goes away', redis => {
    const start = async (env: Readonly<Record<string, string>> = {}) => {
      const way = await startTcpProxy(redis().members[0]?.port ?? 0)
      cleanUp.push(() => way.close())
      const server = await startServerProcess({
        ...roomyLimits,
        DATABASE_URL: mongo.newUrl(),
        REDIS_URL: `redis://127.0.0.1:${way.port}`,
        REDIS_PREFIX: `t-${randomUUID().slice(0, 8)}`,
        SECRET_KEY: randomBytes(32).toString('base64url'),
        ...env,
      })
      cleanUp.push(() => server.close())
      await expect.poll(async () => (await readiness(server)).status, patience).toBe('ready')
      const cut = (): void => {
        way.setMode('refuse')
        way.drop()
      }
      return { way, server, cut, user: await RestUser.signIn(server.url) }
    }

    it('RT14 one that starts meanwhile is degraded, serves what is durable, refuses new answers, and joins when it is back', async () => {
      const { way, server, cut, user } = await start()
      const begun = await user.post<{ thread: { id: string } }>('/v1/threads', { message: { text: 'Kept' } })
      const path = `/v1/threads/${begun.thread.id}/messages`
      const messages = async (): Promise<readonly Message[]> => (await user.get<{ items: Message[] }>(path)).items
      const isOver = async (): Promise<boolean> =>
        (await messages()).every(({ generation }) => generation?.end !== null)
      await expect.poll(isOver, patience).toBe(true)
      expect(await server.kill('SIGTERM')).toBe(0)

      cut()
      const before = server.output.length
      await server.start()
      const printed = (): string => server.output.slice(before)
      expect(printed()).toContain('is ready at')
      const meanwhile = await readiness(server)
      expect(meanwhile).toMatchObject({ http: 200, status: 'degraded' })
      expect(meanwhile.failing).toEqual(expect.arrayContaining(['live log', 'redis']))
      expect(meanwhile.failing).not.toContain('start')
      expect(textOfMessage((await messages())[0] as Message)).toBe('Kept')
      await user.post(path, { text: 'For people', answer: false })
      expect((await messages()).map(textOfMessage)).toContain('For people')
      expect(await ask(user, begun.thread.id)).toMatchObject({
        status: 503,
        problem: { code: 'overloaded', retryAfter: expect.any(Number) },
      })

      way.setMode('pass')
      await expect.poll(() => readiness(server), patience).toMatchObject({ status: 'ready', failing: [] })
      // Asked again for as long as it is refused: its lease follows within a second.
      const { answer } = await user.post<{ answer: Message }>(path, { text: 'And now?' })
      const end = async () => (await user.get<Message>(`/v1/messages/${answer.id}`)).generation?.state
      await expect.poll(end, patience).toBe('done')
      const lines = printed().split('\n')
      const ofRedis = lines.filter(line => line.includes('out of reach, trying on') && line.includes('"way":"redis"'))
      expect(ofRedis.length).toBeGreaterThan(0)
      // Once for each reason: a way that is cut may show in more than one.
      expect(new Set(ofRedis.map(line => JSON.parse(line).reason)).size).toBe(ofRedis.length)
      expect(lines.filter(line => line.includes('the start waits'))).toEqual([])
    }, 180_000)

    it.each([
      ['open', '200'],
      ['closed', 'rate_limited'],
    ])('SE5 with RATE_LIMIT_FAIL=%s requests meet %s while it is away', async (mode, met) => {
      const { server, cut, user } = await start({ RATE_LIMIT_FAIL: mode })
      cut()
      await expect.poll(async () => (await readiness(server)).failing, patience).toContain('redis')
      for (let times = 0; times < 5; times++) expect(await user.refusal('GET', '/v1/threads')).toBe(met)
    })
  })
})
