import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, it, vi } from 'vitest'
import { type ClusterProxy, startClusterProxy } from './cluster-proxy.ts'

const opened: (Server | ClusterProxy)[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) {
    if ('port' in one) await one.close()
    else await new Promise(resolve => one.close(resolve))
  }
})

/** A node that says its name and then what it hears. */
const node = async (name: string): Promise<number> => {
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.write(`${name} `)
    socket.pipe(socket)
  })
  opened.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const proxyOf = async (...nodes: number[]): Promise<ClusterProxy> => {
  const proxy = await startClusterProxy({ nodes })
  opened.push(proxy)
  return proxy
}

/** What comes back of a word, once the connection has ended in order. */
const say = async (port: number, word: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1')
  socket.end(word)
  return text(socket)
}

it('RT14 connections go to one node after the other, and bytes pass both ways to their end', async () => {
  const proxy = await proxyOf(await node('a'), await node('b'))
  const long = 'x'.repeat(1_000_000)
  expect([await say(proxy.port, '1'), await say(proxy.port, long), await say(proxy.port, '3')]).toEqual([
    'a 1',
    `b ${long}`,
    'a 3',
  ])
})

it('RT14 a node that accepts nothing is passed over, and with none the connection is cut', async () => {
  const gone = await node('gone')
  await new Promise(resolve => (opened.pop() as Server).close(resolve))
  const proxy = await proxyOf(gone, await node('b'))
  expect([await say(proxy.port, '1'), await say(proxy.port, '2')]).toEqual(['b 1', 'b 2'])
  proxy.only([0])
  await expect(say(proxy.port, '3')).rejects.toThrow()
  proxy.only([1])
  expect(await say(proxy.port, '4')).toBe('b 4')
})

it('RT14 connections of one node can be cut, and all of them in the middle of what they read', async () => {
  const proxy = await proxyOf(await node('a'), await node('b'))
  const [first, second] = [connect(proxy.port, '127.0.0.1'), connect(proxy.port, '127.0.0.1')]
  const heard = await Promise.all([first, second].map(async socket => String((await once(socket, 'data'))[0])))
  const cut = once(first, 'error')
  expect(proxy.drop(heard.indexOf('a '))).toBe(1)
  const left = heard[0] === 'a ' ? second : first
  if (left === second) await cut
  else cut.catch(() => {})
  const rest: Buffer[] = []
  left.on('data', chunk => rest.push(chunk))
  proxy.dropAfter(3)
  const ended = once(left, 'error')
  left.write('hello')
  await ended
  expect(Buffer.concat(rest).toString()).toBe('hel')
  expect(proxy.open).toBe(0)
})

/** A node that answers each request with events, the second after a word of its reader's on another connection. */
const eventNode = async (): Promise<{ port: number; end: () => void }> => {
  const told = Promise.withResolvers<void>()
  const server = createHttpServer(async (request, response) => {
    request.resume()
    if (request.url === '/plain') return void response.end('plain')
    response.setHeader('content-type', 'text/event-stream').write('data: 1\n\n')
    await told.promise
    response.end('data: 2\n\n')
  })
  opened.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, end: () => told.resolve() }
}

it('RT12.4 event streams are held back to their end where that is wished, and nothing else is', async () => {
  const { port, end } = await eventNode()
  const proxy = await proxyOf(port)
  const first = await fetch(`${proxy.url}/events`)
  const early = await first.body?.getReader().read()
  expect(new TextDecoder().decode(early?.value)).toBe('data: 1\n\n')
  proxy.holdStreams(true)
  // Not over the connection that was open before.
  proxy.drop()
  let hasHead = false
  const held = fetch(`${proxy.url}/events`).then(response => {
    hasHead = true
    return response.text()
  })
  expect(await (await fetch(`${proxy.url}/plain`)).text()).toBe('plain')
  expect(hasHead).toBe(false)
  end()
  expect(await held).toBe('data: 1\n\ndata: 2\n\n')
})

it('RT6 a slow connection brings a byte at a time beside a free one, and all of them in the end', async () => {
  const proxy = await proxyOf(await node('a'))
  const [slow, free] = [connect(proxy.port, '127.0.0.1'), connect(proxy.port, '127.0.0.1')]
  for (const socket of [slow, free]) socket.on('error', () => {})
  await Promise.all([slow, free].map(socket => once(socket, 'data')))
  expect(proxy.strain('slow', () => true)).toBe(2)
  for (const socket of [slow, free]) socket.write('before')
  // Some of it is on its way, and the rest comes before all that is said later.
  await Promise.all([slow, free].map(socket => once(socket, 'data')))
  proxy.relieve()
  for (const socket of [slow, free])
    await vi.waitUntil(() => socket.bytesRead === 'a before'.length, { timeout: 20_000 })
  expect(proxy.strain('slow', nth => nth === 0)).toBe(1)
  const [first, second] = [[], []] as [Buffer[], Buffer[]]
  slow.on('data', chunk => first.push(chunk))
  free.on('data', chunk => second.push(chunk))
  for (const socket of [slow, free]) socket.write('x'.repeat(300))
  await vi.waitUntil(() => [first, second].every(chunks => Buffer.concat(chunks).length === 300), { timeout: 20_000 })
  const [most, least] = [first.length, second.length].toSorted((a, b) => b - a)
  expect(most).toBeGreaterThan(20)
  expect(least).toBeLessThan(5)
})

it('RT8 a silent connection passes nothing, not even its end, until it is relieved', async () => {
  const proxy = await proxyOf(await node('a'))
  const [silent, well] = [connect(proxy.port, '127.0.0.1'), connect(proxy.port, '127.0.0.1')]
  for (const socket of [silent, well]) socket.on('error', () => {})
  await Promise.all([silent, well].map(socket => once(socket, 'data')))
  proxy.strain('silent', () => true)
  const heard: Buffer[] = []
  silent.on('data', chunk => heard.push(chunk))
  silent.write('hello')
  well.destroy()
  expect(await say(proxy.port, 'beside')).toBe('a beside')
  expect(proxy.open).toBe(2)
  expect(heard).toEqual([])
  const cut = new Promise(resolve => silent.once('close', resolve))
  proxy.relieve()
  await cut
  expect(proxy.open).toBe(0)
})
