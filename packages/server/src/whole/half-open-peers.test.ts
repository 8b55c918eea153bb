import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'
import { metricOf } from '../testing/whole-server/metrics-of.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'

const patience = { timeout: 45_000, interval: 50 }

/** Collects garbage now and then, so that what is measured is what is held. */
const collecting = `data:text/javascript,${encodeURIComponent(`
  import { setFlagsFromString } from 'node:v8'
  import { runInNewContext } from 'node:vm'
  import { isMainThread } from 'node:worker_threads'
  setFlagsFromString('--expose-gc')
  if (isMainThread) setInterval(runInNewContext('gc'), 250).unref()
`)}`

let server: ServerProcess

beforeAll(async () => {
  server = await startServerProcess({
    ...roomyLimits,
    HEARTBEAT_INTERVAL: '300ms',
    NODE_OPTIONS: `--import=${collecting}`,
  })
})
afterAll(() => server.close())

const connections = (): Promise<number> => metricOf(server.url, 'chat_view_connections')

const threadOf = async (rest: RestUser): Promise<string> =>
  (await rest.post<{ thread: { id: string } }>('/v1/threads', { title: 'Peers' })).thread.id

const enter = async (port: number, rest: RestUser, thread: string): Promise<SocketClient> => {
  const client = await SocketClient.connect(`ws://127.0.0.1:${port}/v1/ws`)
  await client.hello(rest.token)
  await client.subscribe({ thread })
  return client
}

it('RT8 peers that fell silent behind a network that says nothing are noticed, and those that answer stay', async () => {
  await using proxy = await startTcpProxy(server.port)
  const rest = await RestUser.signIn(server.url)
  const thread = await threadOf(rest)
  await using well = await enter(server.port, rest, thread)
  const lost = await Promise.all(Array.from({ length: 20 }, () => enter(proxy.port, rest, thread)))
  expect(await connections()).toBe(21)
  const pings = (): number => well.frames.filter(({ type }) => type === 'ping').length
  const asked = pings()
  proxy.setMode('stall')
  await vi.waitUntil(async () => (await connections()) === 1, patience)
  expect(await metricOf(server.url, 'chat_view_closes_total', /heartbeat_lost|4002/)).toBe(20)
  // The one that answers was asked meanwhile, and stayed.
  expect(pings()).toBeGreaterThan(asked)
  well.send({ type: 'ping' })
  await well.next('pong')
  for (const client of lost) client.drop()
})

it('RT8 a peer that is noticed is gone for the others too', async () => {
  await using proxy = await startTcpProxy(server.port)
  const rest = await RestUser.signIn(server.url)
  const thread = await threadOf(rest)
  const silent = await enter(proxy.port, rest, thread)
  const here = (client: SocketClient): number | undefined =>
    client.frames.findLast(frame => frame.type === 'presence')?.users.length
  await using other = await enter(server.port, rest, thread)
  await vi.waitUntil(() => here(other) !== undefined, patience)
  proxy.setMode('stall')
  await vi.waitUntil(async () => (await connections()) === 1, patience)
  await using late = await enter(server.port, rest, thread)
  await vi.waitUntil(() => here(late) === 1, patience)
  silent.drop()
})

const heap = async (): Promise<number> => {
  const seen: number[] = []
  for (let at = 0; at < 8; at++) {
    seen.push(await metricOf(server.url, 'chat_view_nodejs_heap_size_used_bytes'))
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return Math.min(...seen)
}

it('RT8 two hundred clients that come, subscribe and go leave memory where it was', async () => {
  const rest = await RestUser.signIn(server.url)
  const thread = await threadOf(rest)
  const comeAndGo = async (whileHere: () => Promise<unknown>): Promise<void> => {
    const clients: SocketClient[] = []
    for (let batch = 0; batch < 10; batch++)
      clients.push(...(await Promise.all(Array.from({ length: 20 }, () => enter(server.port, rest, thread)))))
    await whileHere()
    for (const client of clients) client.drop()
    await vi.waitUntil(async () => (await connections()) === 0, patience)
  }
  // What is compiled and cached with use has settled after a few rounds.
  for (let round = 0; round < 3; round++) await comeAndGo(connections)
  const before = await heap()
  let held = 0
  await comeAndGo(async () => {
    held = (await heap()) - before
  })
  const left = (await heap()) - before
  expect(held).toBeGreaterThan(0)
  // If they were kept, as much as they held would be left.
  expect(left).toBeLessThan(held / 2)
})
