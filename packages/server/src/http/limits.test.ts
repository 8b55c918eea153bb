import { problem } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { createMemoryRateLimiter } from '../adapters/memory/memory-rate-limiter.ts'
import { closedRateLimiter } from '../adapters/redis/redis-rate-limiter.ts'
import type { CommandBus } from '../ports/command-bus.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { openHttpRoom } from '../testing/open-http-room.ts'
import { listedOrigin } from '../testing/test-room.ts'
import { createClientAddress } from './client-address.ts'

const limited = (count: number, project?: number) => {
  const clock = createFakeClock()
  const refused: string[] = []
  const rule = (most: number) => ({ count: most, windowMs: 60_000 })
  return {
    clock,
    refused,
    options: {
      clientAddress: createClientAddress(['1']),
      limits: {
        limiter: createMemoryRateLimiter({ clock }),
        http: rule(count),
        ...(project === undefined ? {} : { project: rule(project) }),
        onLimited: (what: string) => void refused.push(what),
      },
    },
  }
}

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })

test('SE5 an address that asks too often is refused, told when to come back, and let in then', async () => {
  const { clock, refused, options } = limited(3)
  await using http = await openHttpRoom(options)
  const ask = () => http.ask('/v1/nowhere', from('198.51.100.1'))
  const left = []
  for (let at = 0; at < 3; at++) left.push((await ask()).headers.get('ratelimit'))
  expect(left).toEqual([2, 1, 0].map(r => `"address";r=${r};t=60`))

  const response = await ask()
  const body = problem.parse(await response.json())
  expect(body).toMatchObject({ code: 'rate_limited', status: 429, next: 'wait' })
  const seconds = Number(response.headers.get('retry-after'))
  expect(seconds).toBe(Math.ceil(body.retryAfter ?? 0))
  expect(response.headers.get('ratelimit-policy')).toBe('"address";q=3;w=60')
  expect(refused).toEqual(['address'])

  clock.advance(seconds * 1_000)
  expect((await ask()).status).toBe(404)
})

test('OP1 probes and files are counted by the node alone, also while the limiter that nodes share refuses everything', async () => {
  const { clock, options } = limited(3)
  const limits = { ...options.limits, limiter: closedRateLimiter, own: createMemoryRateLimiter({ clock }) }
  await using http = await openHttpRoom({ ...options, limits })
  for (const path of ['/health', '/ready']) expect((await http.ask(path)).status).toBe(200)
  expect((await http.ask('/metrics')).status).not.toBe(429)
  expect((await http.ask('/v1/nowhere')).status).toBe(429)
})

test('RT8 heartbeats over HTTP are counted by the node alone, also while the limiter that nodes share refuses everything', async () => {
  const { clock, options } = limited(3)
  const limits = { ...options.limits, limiter: closedRateLimiter, own: createMemoryRateLimiter({ clock }) }
  await using http = await openHttpRoom({ ...options, limits })
  const { accessToken: token } = await http.room.signIn('ada')
  const post = async (path: string, json: object) => (await http.ask(path, { method: 'POST', token, json })).status
  const beat = () => post(`/v1/events/${crypto.randomUUID()}`, { frames: [{ type: 'pong' }] })
  // Nobody has streams here.
  for (let n = 0; n < 3; n++) expect(await beat()).toBe(404)
  expect(await beat()).toBe(429)
  expect(await post('/v1/events', { protocol: 1 })).toBe(429)
})

test('SE5 addresses are counted each by itself, and IPv6 by /64', async () => {
  const { options } = limited(1)
  await using http = await openHttpRoom(options)
  const status = async (address: string) => (await http.ask('/v1/nowhere', from(address))).status
  expect(await status('198.51.100.1')).toBe(404)
  expect(await status('198.51.100.2')).toBe(404)
  expect(await status('2001:db8::1')).toBe(404)
  expect(await status('2001:db8::ffff:2')).toBe(429)
  expect(await status('2001:db8:0:1::1')).toBe(404)
})

test('RT12.2 heartbeats and frames over HTTP take nothing from what other requests may do, and have a bound of their own', async () => {
  const { refused, options } = limited(4)
  const limits = { ...options.limits, events: { count: 10, windowMs: 60_000 } }
  await using http = await openHttpRoom({ ...options, limits })
  const { accessToken: token } = await http.room.signIn('ada')
  const who = { ...from('198.51.100.1'), token }
  const json = { frames: [{ type: 'pong' }] }
  const beat = async () =>
    (await http.ask(`/v1/events/${crypto.randomUUID()}`, { ...who, method: 'POST', json })).status
  // Nobody has streams here.
  for (let n = 0; n < 10; n++) expect(await beat()).toBe(404)
  expect(await beat()).toBe(429)
  for (let n = 0; n < 4; n++) expect((await http.ask('/v1/me', who)).status).toBe(200)
  expect((await http.ask('/v1/me', who)).status).toBe(429)
  expect(refused).toEqual(['frames', 'address'])
})

test('SE5 a user is counted wherever they ask from', async () => {
  const { refused, options } = limited(2)
  await using http = await openHttpRoom(options)
  const { accessToken: token } = await http.room.signIn('ada')
  const { accessToken: other } = await http.room.signIn('bob')
  const me = async (address: string, who = token) => (await http.ask('/v1/me', { ...from(address), token: who })).status
  expect([await me('198.51.100.1'), await me('198.51.100.2'), await me('198.51.100.3')]).toEqual([200, 200, 429])
  expect(await me('198.51.100.4', other)).toBe(200)
  expect(refused).toEqual(['user'])
})

test('SE5 a project is counted over all its users', async () => {
  const { refused, options } = limited(10, 2)
  await using http = await openHttpRoom(options)
  const statuses = []
  for (const name of ['ada', 'bob', 'cyd']) {
    const { accessToken: token } = await http.room.signIn(name)
    statuses.push((await http.ask('/v1/me', { token })).status)
  }
  expect(statuses).toEqual([200, 200, 429])
  expect(refused).toEqual(['project'])
})

test('SE5 unknown tokens count too, and so does a question after methods that is no preflight', async () => {
  const { options } = limited(2)
  await using http = await openHttpRoom(options)
  await http.ask('/v1/me', { ...from('198.51.100.1'), token: 'made-up' })
  await http.ask('/v1/me', { method: 'OPTIONS', ...from('198.51.100.1') })
  expect((await http.ask('/v1/me', { ...from('198.51.100.1'), token: 'made-up' })).status).toBe(429)
})

test('SE5 preflights take nothing from what other requests may do, and are bounded as files are', async () => {
  const { options } = limited(2)
  await using http = await openHttpRoom(options)
  const headers = { ...from('198.51.100.1').headers, origin: listedOrigin, 'access-control-request-method': 'GET' }
  const preflight = async () => (await http.ask('/v1/me', { method: 'OPTIONS', headers })).status
  for (let n = 0; n < 20; n++) expect(await preflight()).toBe(204)
  for (let n = 0; n < 2; n++) expect((await http.ask('/v1/me', from('198.51.100.1'))).status).toBe(401)
  const refused = await http.ask('/v1/me', { headers: { ...from('198.51.100.1').headers, origin: listedOrigin } })
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([429, listedOrigin])
  expect(await preflight()).toBe(429)
})

test('SE5 commands learn from which address they come, for it has a share of messages', async () => {
  const addresses: unknown[] = []
  const commands = {
    run: async (...[, , context]: Parameters<CommandBus['run']>) => void addresses.push(context.address),
  }
  await using http = await openHttpRoom({ ...limited(9).options, commands })
  const { accessToken: token } = await http.room.signIn('ada')
  await http.ask('/v1/threads', { ...from('2001:db8::1'), method: 'POST', token, json: {} })
  expect(addresses).toEqual(['2001:db8:0:0::/64'])
})

test('SE5 a stream is counted as one, also with a slash at the end of its path', async () => {
  const { refused, options } = limited(1)
  await using http = await openHttpRoom(options)
  const open = async (path: string) =>
    (await http.ask(path, { method: 'POST', ...from('198.51.100.1'), json: { protocol: 1 } })).status
  expect([await open('/v1/events'), await open('/v1/events/')]).toEqual([401, 429])
  expect(refused).toEqual(['events'])
})

test('SE5 another spelling of a path is another path, and no way around its limits', async () => {
  const { options } = limited(1)
  await using http = await openHttpRoom(options)
  const { accessToken: token } = await http.room.signIn('ada')
  expect((await http.ask('/v1/me', { token })).status).toBe(200)
  for (const path of ['/V1/me', '/v1/ME', '/V1/admin/projects', '/v1/me/']) {
    expect([200, 401]).not.toContain((await http.ask(path, { token })).status)
  }
})
