import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ConfigError } from '../config/config-error.ts'
import { listen } from './listen.ts'

const serve = async (port = 0) => {
  const server = createServer((_, response) => response.end('here'))
  const listening = await listen(server, '127.0.0.1', port)
  onTestFinished(async () => {
    server.closeAllConnections()
    await listening.close()
  })
  return { server, ...listening }
}

test('RT14 of those that come back all at once, many are let in at each turn of a busy loop', async () => {
  const many = 96
  const { server, port } = await serve()
  let here = 0
  let turns = 0
  server.on('connection', () => here++)
  const sockets = Array.from({ length: many }, (): Socket => connect({ port, host: '127.0.0.1' }))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  // They stand in the system's queues before the loop turns once.
  await new Promise<void>(resolve => {
    const turn = (): void => {
      turns++
      if (here === many) resolve()
      else setImmediate(turn)
    }
    for (const end = performance.now() + 200; performance.now() < end; );
    turn()
  })
  // One that listens alone takes as many turns as they are.
  expect(turns).toBeLessThan(many / 2)
})

test('RT14 whoever listens on a port already is told to be in the way, and goes on', async () => {
  const { port } = await serve()
  const refused = listen(createServer(), '127.0.0.1', port)
  await expect(refused).rejects.toBeInstanceOf(ConfigError)
  await expect(refused).rejects.toThrow(`PORT: 127.0.0.1:${port} is in use`)
  for (let times = 0; times < 40; times++) expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
})

test('RT14 where sockets cannot share a port, one listens alone', async () => {
  const server = createServer((_, response) => response.end('here'))
  const { listen: begin } = server
  server.listen = function (this: typeof server, options: { reusePort?: boolean }, ...rest: [() => void]) {
    if (!options.reusePort) return Reflect.apply(begin, this, [options, ...rest])
    process.nextTick(() => this.emit('error', Object.assign(new Error('listen ENOTSUP'), { code: 'ENOTSUP' })))
    return this
  } as typeof begin
  const { port, close } = await listen(server, '127.0.0.1', 0)
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
  server.closeAllConnections()
  await close()
})

test('RT15 a port is free again once nothing is left of it', async () => {
  const server = createServer((_, response) => response.end('here'))
  const { port, close } = await listen(server, '127.0.0.1', 0)
  const socket = connect({ port, host: '127.0.0.1' })
  await once(socket, 'connect')
  const closed = close()
  socket.destroy()
  await closed
  const next = await serve(port)
  expect(next.port).toBe(port)
})
