import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from './listen.ts'
import { stopListening } from './stop-listening.ts'

const ages = 3_600_000

const serve = async () => {
  const { promise: asked, resolve } = Promise.withResolvers<ServerResponse>()
  const server = createServer({ keepAliveTimeout: ages }, (_, response) => resolve(response))
  const listening = await listen(server, '127.0.0.1', 0)
  const answer = fetch(`http://127.0.0.1:${listening.port}/`)
  return { server, listening, answer, response: await asked }
}

test('RT15 a request that is under way is answered, and its connection kept no longer', async () => {
  const { server, listening, answer, response } = await serve()
  const stopped = stopListening(server, listening, ages)
  response.end('here you are')
  expect(await (await answer).text()).toBe('here you are')
  await stopped
})

test('RT15 a request that is never answered holds up the stop for the grace time alone', async () => {
  const { server, listening, answer } = await serve()
  const failed = expect(answer).rejects.toThrow()
  await stopListening(server, listening, 10)
  await failed
})

/** A connection, and the server's end of it. */
const open = async (server: Awaited<ReturnType<typeof serve>>['server'], port: number) => {
  const taken = once(server, 'connection') as Promise<[Socket]>
  const socket = connect({ port, host: '127.0.0.1' }).resume()
  onTestFinished(() => void socket.destroy())
  const [there] = await taken
  return { socket, there }
}

test('RT15 a connection on which nothing was sent, as browsers open them beforehand, does not hold up the stop', async () => {
  const server = createServer((_, response) => response.end())
  const listening = await listen(server, '127.0.0.1', 0)
  // Enough of them for those that went to be dropped on the way.
  for (let at = 0; at < 300; at++) (await open(server, listening.port)).socket.destroy()
  const silent = await open(server, listening.port)
  const gone = once(silent.socket, 'close')
  await stopListening(server, listening, ages)
  await gone
})

test('RT15 who has begun a request when the server stops may send the rest of it', async () => {
  const server = createServer((_, response) => response.end('here you are'))
  const listening = await listen(server, '127.0.0.1', 0)
  const speaking = await open(server, listening.port)
  speaking.socket.write('GET / HTTP/1.1\r\nHost: a.example\r\n')
  await expect.poll(() => speaking.there.bytesRead, { interval: 2 }).toBeGreaterThan(0)
  const silent = await open(server, listening.port)
  const stopped = stopListening(server, listening, ages)
  await once(silent.socket, 'close')
  speaking.socket.write('\r\n')
  expect(await text(speaking.socket)).toContain('here you are')
  await stopped
})
