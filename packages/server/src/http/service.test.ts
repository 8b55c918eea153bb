import { problem } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { newOperatorKey } from '../domain/new-operator-key.ts'
import { openHttpRoom } from '../testing/open-http-room.ts'

const unready = {
  status: 'unready' as const,
  checks: [
    { name: 'store', ok: false, detail: 'locked' },
    { name: 'bus', ok: true, detail: null },
  ],
  absent: [],
}

test('OP1 the process says that it is alive, and what it runs without', async () => {
  const ready = { status: 'degraded' as const, checks: [], absent: ['redis'] }
  await using http = await openHttpRoom({ ready: async () => ready })
  expect(await (await http.ask('/health')).json()).toEqual({ status: 'ok' })
  const response = await http.ask('/ready')
  expect([response.status, await response.json()]).toEqual([200, ready])
})

test('OP1 a server that cannot work says which part fails', async () => {
  await using http = await openHttpRoom({ ready: async () => unready })
  const response = await http.ask('/ready')
  expect(response.status).toBe(503)
  expect(problem.parse(await response.json())).toMatchObject({
    code: 'store_unavailable',
    errors: [{ path: 'store', message: 'locked' }],
  })
})

test('OP1 metrics want an operator’s key, unless they are private anyway', async () => {
  await using http = await openHttpRoom()
  const { key, record } = await newOperatorKey('monitor', ['metrics'], 'key-1', http.room.clock.now())
  await http.room.store.addOperatorKey(record)
  expect((await http.ask('/metrics')).status).toBe(401)
  expect(await (await http.ask('/metrics', { token: key })).text()).toBe('up 1\n')
  await using open = await openHttpRoom({ openMetrics: true })
  expect((await open.ask('/metrics')).status).toBe(200)
})

test('OP1 a proxy beside the server makes nobody private', async () => {
  await using http = await openHttpRoom({ openMetrics: true })
  const { key, record } = await newOperatorKey('monitor', ['metrics'], 'key-1', http.room.clock.now())
  await http.room.store.addOperatorKey(record)
  for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via']) {
    const headers = { [name]: '203.0.113.7' }
    expect((await http.ask('/metrics', { headers })).status).toBe(401)
    expect((await http.ask('/metrics', { headers, token: key })).status).toBe(200)
  }
})

test('RT15 a server that stops takes nothing new, and probes see it', async () => {
  let stopping = false
  await using http = await openHttpRoom({ stopping: () => stopping })
  const { accessToken: token } = await http.room.signIn('ada')
  stopping = true
  const refused = await http.ask('/v1/me', { token })
  expect(problem.parse(await refused.json())).toMatchObject({ code: 'shutting_down', status: 503 })
  expect(refused.headers.get('connection')).toBe('close')
  expect(refused.headers.get('retry-after')).toBe('1')
  expect((await http.ask('/ready')).status).toBe(503)
  expect((await http.ask('/health')).status).toBe(200)
})

test('OP2 requests are counted by their route, never by their address', async () => {
  const seen: [string, number][] = []
  await using http = await openHttpRoom({ observe: (operation, status) => void seen.push([operation, status]) })
  const { accessToken: token } = await http.room.signIn('ada')
  await http.ask('/v1/threads/0190d5a8-7b9c-7def-8abc-0123456789ab?word=secret', { token })
  await http.ask('/nowhere/secret')
  expect(seen).toEqual([
    ['GET /v1/threads/:thread', 404],
    ['GET other', 404],
  ])
})

test('SE9 neither tokens nor words of a user get into the log', async () => {
  const lines: unknown[] = []
  const log = (fields: object, message: string) => void lines.push([fields, message])
  const logger = { debug: log, info: log, warn: log, error: log, child: () => logger }
  await using http = await openHttpRoom({ logger })
  const { accessToken: token, user } = await http.room.signIn('ada-lovelace')
  const json = { message: { text: 'my private words' } }
  await http.ask('/v1/threads?word=secret', { method: 'POST', token, json })
  await http.ask('/v1/threads', { method: 'POST', token, json: { message: { text: 'my private words', title: 5 } } })
  await http.ask('/v1/me', { token: `${token}x` })
  await http.ask(`/v1/threads/${'private'}`, { token, headers: { 'idempotency-key': 'my-private-key' } })
  expect(lines.length).toBeGreaterThanOrEqual(4)
  expect(JSON.stringify(lines)).not.toMatch(new RegExp(`private|secret|lovelace|${user.id}|${token.slice(0, 20)}`))
})
