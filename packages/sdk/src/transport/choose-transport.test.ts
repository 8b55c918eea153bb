import { afterEach, expect, it, vi } from 'vitest'
import { FakeSocket } from '../testing/fake-socket.ts'
import { settle } from '../testing/manual-clock.ts'
import { scriptedTransport } from '../testing/scripted-transport.ts'
import { chooseTransport } from './choose-transport.ts'

const setup = (connects: () => boolean) => {
  let tried = 0
  class Socket extends FakeSocket {
    constructor(_url: string) {
      tried++
      super(() => (connects() ? { open: () => {}, received: () => {}, closed: () => {} } : null))
    }
  }
  return { Socket, tried: () => tried }
}

const listen = () => ({ opened: vi.fn(), frame: vi.fn(), closed: vi.fn() })
const given = { server: 'http://s', project: 'pk' }

afterEach(() => {
  vi.doUnmock('./fallback-transport.ts')
  vi.resetModules()
})

it('RT12 a transport of one’s own is taken as it is', () => {
  const transport = scriptedTransport()
  expect(chooseTransport({ ...given, transport }, given.server)).toBe(transport)
})

it('RT12 where even the code for HTTP cannot be had, sockets are tried again', async () => {
  vi.doMock('./fallback-transport.ts', () => {
    throw new Error('no network')
  })
  let connects = false
  const { Socket, tried } = setup(() => connects)
  const transport = chooseTransport({ ...given, WebSocket: Socket }, given.server)
  expect(transport.name).toBe('socket')
  const [first, second, third] = [listen(), listen(), listen()]
  transport.open(first)
  await expect.poll(() => first.closed.mock.calls).toEqual([[1006]])
  transport.open(second)
  await expect.poll(() => second.closed.mock.calls, { timeout: 30_000 }).toEqual([[1006]])
  expect(tried()).toBe(1)
  connects = true
  const link = transport.open(third)
  await expect.poll(() => third.opened.mock.calls.length).toBe(1)
  link.close()
  expect(tried()).toBe(2)
})

it('RT12 a link that was closed before its code came opens nothing', async () => {
  const { Socket, tried } = setup(() => true)
  const fetch = vi.fn()
  const transport = chooseTransport({ ...given, WebSocket: Socket, fetch, transport: 'http' }, given.server)
  const listener = listen()
  const link = transport.open(listener)
  link.send({ type: 'ping' })
  link.close()
  await import('./fallback-transport.ts')
  await settle()
  expect(listener.opened).not.toHaveBeenCalled()
  expect(listener.closed).not.toHaveBeenCalled()
  expect(tried()).toBe(0)
})
