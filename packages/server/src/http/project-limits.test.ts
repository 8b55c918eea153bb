import type { ProjectSettings } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { createMemoryRateLimiter } from '../adapters/memory/memory-rate-limiter.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { type HttpRoomOptions, openHttpRoom } from '../testing/open-http-room.ts'
import { createClientAddress } from './client-address.ts'

type Rates = Partial<ProjectSettings>

/** A room whose requests are counted, and visitors of its project at addresses. */
const limitedRoom = async (settings: Rates, options: HttpRoomOptions = {}) => {
  const clock = createFakeClock()
  const refused: string[] = []
  const http = await openHttpRoom({
    project: { settings },
    clientAddress: createClientAddress(['1']),
    limits: {
      limiter: createMemoryRateLimiter({ clock }),
      http: { count: 20, windowMs: 60_000 },
      onLimited: what => void refused.push(what),
    },
    ...options,
  })
  const { store, bus, project } = http.room
  const visitor = async (key = project.key, address = '203.0.113.9'): Promise<string> => {
    const headers = { 'x-forwarded-for': address }
    const response = await http.ask('/v1/sessions', { method: 'POST', headers, json: { project: key } })
    return ((await response.json()) as { accessToken: string }).accessToken
  }
  const passed = async (times: number, token: string, address = '198.51.100.1', path = '/v1/me'): Promise<number> => {
    const headers = { 'x-forwarded-for': address }
    let count = 0
    for (let at = 0; at < times; at++) if ((await http.ask(path, { token, headers })).status === 200) count++
    return count
  }
  const change = async (rates: Rates): Promise<void> => {
    await store.updateProject(project.id, { settings: rates })
    bus.publish({ kind: 'project', project: project.id })
  }
  return Object.assign(http, { refused, visitor, passed, change })
}

test('SE5 a project’s own rate of requests counts in place of the server’s, and a changed one at once', async () => {
  await using http = await limitedRoom({ httpLimit: '3/1h' })
  const ada = await http.visitor()
  expect(await http.passed(5, ada)).toBe(3)
  const refused = await http.ask('/v1/me', { token: ada })
  expect(refused.headers.get('ratelimit-policy')).toMatch(/;q=3;w=3600$/)
  expect(Number(refused.headers.get('retry-after'))).toBe(3_600)

  await http.change({ httpLimit: '5/1h' })
  expect(await http.passed(5, ada)).toBe(2)
  await http.change({ httpLimit: '1/1h' })
  const lowered = await http.ask('/v1/me', { token: ada })
  expect([lowered.status, lowered.headers.get('ratelimit')]).toEqual([429, expect.stringContaining(';r=0;')])
  await http.change({ httpLimit: null })
  expect(await http.passed(3, ada)).toBe(3)
})

test('SE5 a project’s own rate counts each address too, of those who ask that project alone', async () => {
  await using http = await limitedRoom({ httpLimit: '3/1m' })
  const other = await http.room.makeProject({ settings: {} })
  const visitors = [await http.visitor(), await http.visitor(), await http.visitor()]
  const statuses: number[] = []
  for (const one of [...visitors, ...visitors]) statuses.push((await http.ask('/v1/me', { token: one })).status)
  expect(statuses).toEqual([200, 200, 200, 429, 429, 429])
  expect(http.refused).toEqual(['address', 'address', 'address'])
  expect(await http.passed(3, visitors[0] ?? '', '198.51.100.2')).toBe(2)
  expect(await http.passed(5, await http.visitor(other.key), '198.51.100.3')).toBe(5)
})

test('SE5 a project may name what all of its users may ask together', async () => {
  await using http = await limitedRoom({ projectHttpLimit: '4/1m' })
  const [ada, ben] = [await http.visitor(), await http.visitor()]
  expect([await http.passed(3, ada), await http.passed(3, ben)]).toEqual([3, 1])
  expect(http.refused).toEqual(['project', 'project'])
})

test('SE5 who has used up what is theirs takes nothing from what all of the project may', async () => {
  await using http = await limitedRoom({ httpLimit: '2/1m', projectHttpLimit: '4/1m' })
  const [ada, ben] = [await http.visitor(), await http.visitor()]
  expect(await http.passed(15, ada, '198.51.100.1')).toBe(2)
  expect(await http.passed(5, ben, '198.51.100.2')).toBe(2)
})

test('SE5 searches follow a project’s own rate, and one that is refused costs nothing else', async () => {
  await using http = await limitedRoom({ httpLimit: '10/1m' })
  const ada = await http.visitor()
  expect(await http.passed(9, ada, '198.51.100.1', '/v1/search?q=ships')).toBe(2)
  expect(await http.passed(10, ada)).toBe(8)
})

test('SE5 a higher rate of a project’s own lets its users ask as often, but nobody at an address more than the server allows', async () => {
  await using http = await limitedRoom({ httpLimit: '100/1m' })
  const ada = await http.visitor()
  expect(await http.passed(25, ada, '198.51.100.1')).toBe(20)
  expect(await http.passed(25, ada, '198.51.100.2')).toBe(20)
  expect(http.refused).toEqual(Array(10).fill('address'))
})

test('RT12.2 streams and their frames over HTTP go by the project’s own rate of frames', async () => {
  await using http = await limitedRoom({ socketLimit: '3/1m' })
  const ada = await http.visitor()
  const beat = async (): Promise<number> => {
    const json = { frames: [{ type: 'pong' }] }
    return (await http.ask(`/v1/events/${crypto.randomUUID()}`, { method: 'POST', token: ada, json })).status
  }
  // Nobody has streams here.
  expect([await beat(), await beat(), await beat(), await beat()]).toEqual([404, 404, 404, 429])
  expect(http.refused).toEqual(['frames'])
})

test('SE5 a request asks the limiter twice: before its token is read, and once for all that is known then', async () => {
  const counted: string[][] = []
  const limiter: RateLimiter = {
    take: takes => {
      counted.push(takes.map(({ key }) => key.split(':')[1] ?? ''))
      return takes.map(() => ({ allowed: true, retryAfter: 0, remaining: 1 }))
    },
  }
  const limits = { limiter, http: { count: 9, windowMs: 60_000 } }
  await using http = await limitedRoom({ httpLimit: '9/1m' }, { limits })
  const ada = await http.visitor()
  counted.length = 0
  await http.ask('/v1/search?q=ships', { token: ada })
  expect(counted).toEqual([['address'], ['project', 'address', 'user', 'search']])
})
