import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type ListenOptions, Server as NetServer, type Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ConfigError } from '../config/config-error.ts'
import { listen } from './listen.ts'

/** Elsewhere sockets do not share a port, and one listens alone. */
const onLinux = test.runIf(process.platform === 'linux')

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

onLinux(
  'RT14 of two that begin to listen on one port in the same moment, one is told that the other is in the way',
  async () => {
    const { port, close } = await serve()
    await close()
    const [slow, quick] = [createServer(), createServer()]
    const { listen: begin } = slow
    let second: Promise<unknown> = Promise.resolve()
    // It has seen that nobody listens there, and has not begun yet.
    slow.listen = function (this: typeof slow, ...asked: [ListenOptions, () => void]) {
      second = listen(quick, '127.0.0.1', port)
      second.catch(() => {})
      let turns = 0
      const wait = (): void => {
        if (++turns < 50) setImmediate(wait)
        else Reflect.apply(begin, this, asked)
      }
      wait()
      return this
    } as typeof begin
    const first = listen(slow, '127.0.0.1', port)
    const listening = await first
    onTestFinished(() => listening.close())
    await expect(second).rejects.toThrow(`PORT: 127.0.0.1:${port} is in use`)
  },
)

onLinux(
  'RT15 a start that fails after it began to listen waits for nobody who came, and leaves the port free',
  async () => {
    const server = createServer()
    const came: Socket[] = []
    const { listen: begin } = NetServer.prototype
    const asked: ListenOptions[] = []
    const spy = vi.spyOn(NetServer.prototype, 'listen').mockImplementation(function (
      this: NetServer,
      ...given: unknown[]
    ): NetServer {
      asked.push(given[0] as ListenOptions)
      if (asked.length === 1) return Reflect.apply(begin, this, given)
      // Somebody comes before the second socket listens, which it never does.
      const guest = connect({ port: asked[1]?.port ?? 0, host: '127.0.0.1' })
      guest.on('error', () => {})
      came.push(guest)
      server.once('connection', () => this.emit('error', Object.assign(new Error('listen EMFILE'), { code: 'EMFILE' })))
      return this
    })
    onTestFinished(() => spy.mockRestore())
    await expect(listen(server, '127.0.0.1', 0)).rejects.toMatchObject({ code: 'EMFILE' })
    spy.mockRestore()
    const [guest] = came
    if (!guest?.destroyed) await once(guest as Socket, 'close')
    const next = await serve(asked[1]?.port)
    expect(next.port).toBe(asked[1]?.port)
  },
)

onLinux('RT14 who comes while it is only looked whether a port is free holds nothing up', async () => {
  const { port, close } = await serve()
  await close()
  const { listen: begin } = NetServer.prototype
  const spy = vi.spyOn(NetServer.prototype, 'listen').mockImplementation(function (
    this: NetServer,
    ...given: unknown[]
  ): NetServer {
    const [options, listens] = given as [ListenOptions, () => void]
    const isLook = options.port === port && !options.reusePort
    if (!isLook) return Reflect.apply(begin, this, given)
    const come = (): void => {
      this.once('connection', listens)
      const guest = connect({ port, host: '127.0.0.1' }).on('error', () => {})
      onTestFinished(() => void guest.destroy())
    }
    return Reflect.apply(begin, this, [options, come])
  })
  onTestFinished(() => spy.mockRestore())
  expect((await serve(port)).port).toBe(port)
})

onLinux('RT14 a free port is found and taken in one step', async () => {
  const asked: ListenOptions[] = []
  const { listen: begin } = NetServer.prototype
  const spy = vi.spyOn(NetServer.prototype, 'listen').mockImplementation(function (
    this: NetServer,
    ...given: unknown[]
  ): NetServer {
    asked.push(given[0] as ListenOptions)
    return Reflect.apply(begin, this, given)
  })
  onTestFinished(() => spy.mockRestore())
  const { port } = await serve()
  expect(asked.filter(options => options.port === 0)).toEqual([expect.objectContaining({ reusePort: true })])
  expect(new Set(asked.slice(1).map(options => options.port))).toEqual(new Set([port]))
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
